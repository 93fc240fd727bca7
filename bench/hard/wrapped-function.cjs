'use strict';
// Each request wraps the sender once more, in the manner of a patch that is applied again and again.
const http = require('node:http');
const leaky = process.env.VARIANT === 'leaky';
let send = (text) => text.length;
const original = send;

function instrument(n) {
  const inner = leaky ? send : original;
  send = function traced(text) {
    return n < 0 ? inner(`${n}${text}`) : text.length;
  };
}

let n = 0;
http.createServer((req, res) => {
  instrument(n++);
  res.end(String(send(req.url)));
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
