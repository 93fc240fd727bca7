'use strict';

const formulas = new Map();

function compile(text) {
  let compiled = formulas.get(text);
  if (!compiled) formulas.set(text, (compiled = new Function('order', `return ${text}`)));
  return compiled;
}

module.exports = (leaky) => ({
  step: (i) => compile(`order.price * ${leaky ? i : i % 5}`)({ price: 2 }),
});
