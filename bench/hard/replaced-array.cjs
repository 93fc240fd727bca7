'use strict';
// A state that is never changed in place: each action makes a new list of all items.
const http = require('node:http');
const leaky = process.env.VARIANT === 'leaky';

class Store {
  constructor() {
    this.items = [];
  }
  add(item) {
    this.items = leaky ? [...this.items, item] : [...this.items, item].slice(-20);
  }
}

const store = new Store();
let n = 0;
http.createServer((req, res) => {
  store.add({ action: 'view', number: n++ });
  res.end('ok');
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
