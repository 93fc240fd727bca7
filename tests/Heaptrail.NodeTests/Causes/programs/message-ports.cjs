'use strict';
const { MessageChannel } = require('node:worker_threads');

module.exports = (leaky) => ({
  step: (i) => {
    if (i % 4) return;
    const { port1, port2 } = new MessageChannel();
    port1.on('message', () => i);
    if (!leaky) {
      port1.close();
      port2.close();
    }
  },
});
