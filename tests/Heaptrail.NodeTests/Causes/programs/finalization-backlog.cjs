'use strict';

class Handle {}
const alive = [];
const registry = new FinalizationRegistry(() => {});

module.exports = (leaky) => {
  const target = {};
  alive.push(target);
  return {
    step: (i) => {
      registry.register(leaky ? target : {}, Object.assign(new Handle(), { i }));
    },
  };
};
