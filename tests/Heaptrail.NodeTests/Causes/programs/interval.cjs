'use strict';

module.exports = (leaky) => ({
  step: (i) => {
    const session = { i, started: new Date() };
    const timer = setInterval(() => session.started, 60000);
    timer.unref();
    if (!leaky) clearInterval(timer);
  },
});
