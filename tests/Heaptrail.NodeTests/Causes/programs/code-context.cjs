'use strict';
const vm = require('node:vm');

const sandboxes = [];

module.exports = (leaky) => ({
  step: (i) => {
    if (i % 4) return;
    const sandbox = vm.createContext({ i });
    vm.runInContext('i + 1', sandbox);
    if (leaky) sandboxes.push(sandbox);
  },
});
