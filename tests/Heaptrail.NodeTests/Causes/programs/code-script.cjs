'use strict';
const vm = require('node:vm');

const scripts = new Map();

module.exports = (leaky) => ({
  step: (i) => {
    const text = `1 + ${leaky ? i : 0}`;
    if (!scripts.has(text)) scripts.set(text, new vm.Script(text));
    scripts.get(text).runInThisContext();
  },
});
