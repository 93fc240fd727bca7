'use strict';

const chunks = [];

module.exports = (leaky) => ({
  step: (i) => {
    const chunk = Buffer.alloc(16384, i);
    if (leaky) chunks.push(chunk);
  },
});
