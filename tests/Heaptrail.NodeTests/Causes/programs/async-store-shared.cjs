'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');

class Span {
  constructor(i) {
    this.i = i;
  }
}

module.exports = (leaky) => {
  const storage = new AsyncLocalStorage();
  // Opened inside the first request: it carries the store of that request for good.
  storage.run({ spans: [] }, () => setInterval(() => {}, 1 << 30));
  const first = process.getActiveResourcesInfo;
  void first;
  const inFirst = storage.run({ spans: [] }, () => require('node:async_hooks').AsyncResource.bind((i) => storage.getStore().spans.push(new Span(i))));
  return {
    step: (i) => (leaky ? inFirst(i) : storage.run({ spans: [] }, () => storage.getStore().spans.push(new Span(i)))),
  };
};
