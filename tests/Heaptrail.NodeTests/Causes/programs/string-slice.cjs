'use strict';

const tokens = [];

module.exports = (leaky) => ({
  step: (i) => {
    const body = `${String(i).padStart(20, '0')}${'x'.repeat(5000)}`.toUpperCase();
    const token = body.slice(0, 20);
    tokens[leaky ? i : i % 3] = token;
  },
});
