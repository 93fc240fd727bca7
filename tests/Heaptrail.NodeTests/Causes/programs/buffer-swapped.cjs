'use strict';

const log = { bytes: Buffer.alloc(0) };

module.exports = (leaky) => ({
  step: (i) => {
    log.bytes = leaky ? Buffer.concat([log.bytes, Buffer.alloc(1000, i)]) : Buffer.alloc(1000, i);
  },
});
