'use strict';
const fs = require('node:fs/promises');

const open = new Set();

module.exports = (leaky) => ({
  step: async (i) => {
    if (i % 4) return;
    const file = await fs.open(__filename);
    open.add(file);
    if (!leaky) {
      open.delete(file);
      await file.close();
    }
  },
});
