'use strict';
const domain = require('node:domain');
const { EventEmitter } = require('node:events');

const shared = domain.create();

module.exports = (leaky) => ({
  step: () => {
    const request = new EventEmitter();
    shared.add(request);
    if (!leaky) shared.remove(request);
  },
});
