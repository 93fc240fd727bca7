'use strict';
// One request in fifty fails, and its report stays in a list; everything else that the server does comes and goes.
const http = require('node:http');
const noise = require('./noise.cjs');
const leaky = process.env.VARIANT === 'leaky';

class FailureReport {
  constructor(n) { this.request = n; this.reason = `upstream ${n}`; }
}

class Monitor {
  constructor() { this.reports = []; }
  note(n) {
    this.reports.push(new FailureReport(n));
    if (!leaky) this.reports.length = 0;
  }
}

const monitor = new Monitor();
let n = 0;
http.createServer((req, res) => {
  n++;
  if (n % 50 === 0) monitor.note(n);
  res.end(noise(n));
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
