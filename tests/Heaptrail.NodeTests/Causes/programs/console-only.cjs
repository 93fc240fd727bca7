'use strict';

module.exports = () => ({
  step: (i) => {
    if (i < 0) console.log({ i });
  },
});
