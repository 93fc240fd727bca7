'use strict';
const fs = require('node:fs');

module.exports = (leaky) => ({
  step: (i) => {
    if (i % 4) return;
    const watcher = fs.watch(__dirname, () => i);
    if (!leaky) watcher.close();
  },
});
