'use strict';

module.exports = (leaky) => ({
  step: (i) => import(`data:text/javascript,export const version = ${leaky ? i : 0};`),
});
