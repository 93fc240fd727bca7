'use strict';
// Each request listens on its connection, which stays open for the next one.
const http = require('node:http');
const leaky = process.env.VARIANT === 'leaky';
const server = http.createServer((req, res) => {
  const state = { url: req.url, done: false };
  function onClosed() { state.done = true; }
  req.socket.setMaxListeners(0);
  req.socket.on('close', onClosed);
  if (!leaky) req.socket.off('close', onClosed);
  res.end(String(state.done));
});
server.keepAliveTimeout = 60000;
server.listen(Number(process.env.PORT || 0), '127.0.0.1');
