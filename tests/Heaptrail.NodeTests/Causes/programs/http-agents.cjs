'use strict';
const http = require('node:http');

module.exports = (leaky) => {
  const server = http.createServer((request, response) => response.end('ok'));
  const port = new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
  server.keepAliveTimeout = 1e6;
  const shared = new http.Agent({ keepAlive: true });
  return {
    step: async (i) => {
      if (i % 4) return;
      const agent = leaky ? new http.Agent({ keepAlive: true }) : shared;
      const options = { port: await port, host: '127.0.0.1', agent };
      await new Promise((resolve) => http.get(options, (response) => response.resume().on('end', resolve)));
    },
  };
};
