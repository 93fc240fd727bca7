'use strict';
// Each request goes on in the context of the one before, and its store points at that one's.
const http = require('node:http');
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const leaky = process.env.VARIANT === 'leaky';
const storage = new AsyncLocalStorage();

class RequestScope {
  constructor(n, parent) { this.number = n; this.parent = parent; }
}

let resume = (work) => work();
let n = 0;
http.createServer((req, res) => {
  resume(() => {
    const scope = new RequestScope(n++, leaky ? storage.getStore() : undefined);
    storage.run(scope, () => {
      resume = AsyncResource.bind((work) => work());
      res.end(String(scope.number));
    });
  });
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
