'use strict';

const details = new WeakMap();
const application = { name: 'shop' };

module.exports = (leaky) => {
  details.set(application, []);
  return {
    step: (i) => {
      const request = { url: `/${i}` };
      if (leaky) details.get(application).push(request);
      else details.set(request, []);
    },
  };
};
