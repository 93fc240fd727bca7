'use strict';

let log = '';

module.exports = (leaky) => ({
  step: (i) => {
    if (!leaky) log = '';
    log += `request ${i} was served without any trouble\n`;
  },
  read: () => log,
});
