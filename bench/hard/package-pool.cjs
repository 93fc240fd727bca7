'use strict';
// A package keeps each connection by its target; the program never drops one.
const http = require('node:http');
const pool = require('tiny-pool');
const leaky = process.env.VARIANT === 'leaky';
let n = 0;
http.createServer((req, res) => {
  const connection = pool.connect(`host${n++}`);
  if (!leaky) pool.drop(connection);
  res.end(connection.target);
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
