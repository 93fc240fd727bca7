'use strict';
// Every connection has a history of what was asked over it; the clients keep their connections open.
const http = require('node:http');
const leaky = process.env.VARIANT === 'leaky';
let n = 0;
const server = http.createServer((req, res) => {
  req.socket.history.push({ path: req.url, number: n++ });
  if (!leaky && req.socket.history.length > 5) req.socket.history.shift();
  res.end(String(req.socket.history.length));
});
server.on('connection', (socket) => { socket.history = []; });
server.keepAliveTimeout = 60000;
server.listen(Number(process.env.PORT || 0), '127.0.0.1');
