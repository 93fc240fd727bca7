'use strict';
const net = require('node:net');

module.exports = (leaky) => {
  const server = net.createServer((socket) => socket.resume());
  const port = new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
  return {
    step: async (i) => {
      if (i % 4) return;
      const socket = net.connect(await port, '127.0.0.1');
      await new Promise((resolve) => socket.once('connect', resolve));
      if (!leaky) {
        socket.destroy();
        await new Promise((resolve) => socket.once('close', resolve));
      }
    },
  };
};
