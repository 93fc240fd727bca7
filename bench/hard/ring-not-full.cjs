'use strict';
// The last requests for a page of statistics: the ring is bounded, but the load does not fill it.
const http = require('node:http');

class Ring {
  constructor(limit) { this.limit = limit; this.entries = []; this.next = 0; }
  add(entry) {
    this.entries[this.next] = entry;
    this.next = (this.next + 1) % this.limit;
  }
}

const recent = new Ring(20000);
let n = 0;
http.createServer((req, res) => {
  recent.add({ url: req.url, number: n++ });
  res.end('ok');
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
