'use strict';
// The server is sound for its first 600 requests; then a feature is switched on that never lets go of a session.
const http = require('node:http');
const noise = require('./noise.cjs');
const leaky = process.env.VARIANT === 'leaky';

class Session {
  constructor(n) { this.id = `s${n}`; this.started = n; }
}

const sessions = {};
let n = 0;
http.createServer((req, res) => {
  n++;
  const session = new Session(n);
  if (n > 600) sessions[session.id] = session;
  if (!leaky) delete sessions[session.id];
  res.end(noise(n));
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
