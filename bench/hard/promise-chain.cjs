'use strict';
// Work is queued behind a promise that settles when a connection is there, which never comes about.
const http = require('node:http');
const leaky = process.env.VARIANT === 'leaky';
let connected;
const connection = new Promise((resolve) => { connected = resolve; });
if (!leaky) connected({});
let tail = connection;

function enqueue(n) {
  tail = tail.then(() => n);
}

let n = 0;
http.createServer((req, res) => {
  enqueue(n++);
  res.end(String(typeof connected));
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
