'use strict';
const { AsyncResource } = require('node:async_hooks');

module.exports = (leaky) => {
  const waiting = [];
  return {
    step: (i) => {
      const resource = new AsyncResource('JOB');
      waiting.push(resource);
      if (!leaky) waiting.pop().runInAsyncScope(() => i);
    },
  };
};
