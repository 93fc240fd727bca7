'use strict';
// Notes about an object are kept in a WeakMap; the object itself lives as long as the program.
const http = require('node:http');
const leaky = process.env.VARIANT === 'leaky';
const notes = new WeakMap();
const tenant = { name: 'main' };
notes.set(tenant, []);

class Visit {
  constructor(n) { this.number = n; }
}

let n = 0;
http.createServer((req, res) => {
  const list = notes.get(tenant);
  list.push(new Visit(n++));
  if (!leaky && list.length > 10) list.shift();
  res.end(tenant.name);
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
