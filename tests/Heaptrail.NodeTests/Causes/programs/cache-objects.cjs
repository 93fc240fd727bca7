'use strict';

const results = new Map();

module.exports = (leaky) => ({
  step: (i) => {
    const request = { i };
    results.set(request, { total: i });
    if (!leaky) results.delete(request);
  },
});
