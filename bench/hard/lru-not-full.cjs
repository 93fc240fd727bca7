'use strict';
// A cache with a limit that the load does not reach.
const http = require('node:http');

class LruCache {
  constructor({ max }) { this.max = max; this.map = new Map(); }
  set(key, value) {
    this.map.delete(key);
    this.map.set(key, value);
    if (this.map.size > this.max) this.map.delete(this.map.keys().next().value);
  }
}

const pages = new LruCache({ max: 10000 });
let n = 0;
http.createServer((req, res) => {
  pages.set(req.url, { html: `<p>${req.url}</p>`, number: n++ });
  res.end('ok');
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
