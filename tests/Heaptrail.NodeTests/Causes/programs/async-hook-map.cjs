'use strict';
const { createHook } = require('node:async_hooks');

module.exports = (leaky) => {
  const contexts = new Map();
  let current = null;
  createHook({
    init(asyncId) {
      if (current) contexts.set(asyncId, current);
    },
    destroy(asyncId) {
      if (!leaky) contexts.delete(asyncId);
    },
  }).enable();
  return {
    step: async (i) => {
      current = { request: i };
      setImmediate(() => {});
      current = null;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};
