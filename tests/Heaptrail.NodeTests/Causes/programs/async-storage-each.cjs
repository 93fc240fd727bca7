'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');

module.exports = (leaky) => {
  const shared = new AsyncLocalStorage();
  return {
    step: (i) => {
      const storage = leaky ? new AsyncLocalStorage() : shared;
      if (leaky) storage.enterWith({ request: i });
      else storage.run({ request: i }, () => {});
    },
  };
};
