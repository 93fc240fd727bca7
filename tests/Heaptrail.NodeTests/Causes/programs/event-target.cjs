'use strict';

const target = new EventTarget();

module.exports = (leaky) => {
  const done = leaky ? undefined : true;
  return {
    step: (i) => {
      const onChange = () => i;
      target.addEventListener('change', onChange);
      if (done) target.removeEventListener('change', onChange);
    },
  };
};
