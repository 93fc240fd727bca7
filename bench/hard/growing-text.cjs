'use strict';
// An access log that is kept as one text.
const http = require('node:http');
const leaky = process.env.VARIANT === 'leaky';

class AccessLog {
  constructor() { this.text = ''; }
  write(line) {
    this.text += line;
    if (!leaky && this.text.length > 2000) this.text = '';
  }
}

const log = new AccessLog();
let n = 0;
http.createServer((req, res) => {
  log.write(`request number ${n++} asked for ${req.url}\n`);
  res.end('ok');
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
