'use strict';
// Each request wants to be told when the program is to end, and nobody takes the listener off again.
const http = require('node:http');
const leaky = process.env.VARIANT === 'leaky';
process.setMaxListeners(0);

class Upload {
  constructor(n) { this.number = n; this.parts = []; }
  watch() {
    this.stop = () => { this.parts.length = 0; };
    process.on('SIGHUP', this.stop);
  }
  end() {
    if (!leaky) process.off('SIGHUP', this.stop);
  }
}

let n = 0;
http.createServer((req, res) => {
  const upload = new Upload(n++);
  upload.watch();
  upload.end();
  res.end('ok');
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
