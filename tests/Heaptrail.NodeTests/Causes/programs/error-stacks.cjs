'use strict';

const failures = [];

function handle(request) {
  try {
    throw new Error(`no ${request.i}`);
  } catch (error) {
    return error;
  }
}

module.exports = (leaky) => ({
  step: (i) => {
    const error = handle({ i, body: new Array(20).fill(i) });
    if (leaky) failures.push(error);
  },
});
