'use strict';

const pages = new Map();

module.exports = (leaky) => ({
  step: (i) => {
    pages.set(`/shop/item?id=${leaky ? i : i % 7}`, { body: `page ${i}` });
  },
});
