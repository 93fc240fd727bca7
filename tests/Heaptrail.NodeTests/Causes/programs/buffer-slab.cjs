'use strict';

const signatures = new Map();

module.exports = (leaky) => ({
  step: (i) => {
    const packet = Buffer.from(`packet ${i} `.repeat(150));
    signatures.set(leaky ? i : i % 3, packet.subarray(0, 8));
  },
});
