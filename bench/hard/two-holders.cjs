'use strict';
// Each order is in an index by number and in a list by age: taking it out of one of them does not free it.
const http = require('node:http');
const leaky = process.env.VARIANT === 'leaky';

class Order {
  constructor(n) { this.number = n; this.lines = [`line ${n}`]; }
}

const byNumber = new Map();
const byAge = [];
let n = 0;
http.createServer((req, res) => {
  const order = new Order(n++);
  byNumber.set(order.number, order);
  byAge.push(order);
  if (!leaky) {
    byNumber.delete(order.number);
    byAge.pop();
  }
  res.end(String(order.number));
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
