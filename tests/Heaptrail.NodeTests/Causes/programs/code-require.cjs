'use strict';
const Module = require('node:module');

module.exports = (leaky) => ({
  step: (i) => {
    const name = `${__filename}?v=${leaky ? i : 0}`;
    if (require.cache[name]) return;
    const made = new Module(name, module);
    made._compile(`exports.version = ${i};`, name);
    require.cache[name] = made;
  },
});
