'use strict';

const shutdown = new AbortController();

module.exports = (leaky) => ({
  step: (i) => {
    const request = { i };
    function onAbort() {
      request.aborted = true;
    }
    shutdown.signal.addEventListener('abort', onAbort);
    if (!leaky) shutdown.signal.removeEventListener('abort', onAbort);
  },
});
