'use strict';

const observers = new Set();

module.exports = (leaky) => ({
  step: (i) => {
    const ref = new WeakRef({ i });
    observers.add(ref);
    if (!leaky) observers.delete(ref);
  },
});
