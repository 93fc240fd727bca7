'use strict';

let handler = null;

module.exports = (leaky) => ({
  step: (i) => {
    const previous = handler;
    const unused = () => previous;
    void unused;
    const big = new Array(50).fill(i);
    handler = leaky ? () => big.length : null;
  },
});
