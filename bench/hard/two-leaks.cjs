'use strict';
// A cache without a limit, and a listener for each request on an emitter that lives as long as the program.
const http = require('node:http');
const { EventEmitter } = require('node:events');
const leaky = process.env.VARIANT === 'leaky';
const pages = new Map();
const bus = new EventEmitter();
bus.setMaxListeners(0);

function page(url) {
  const known = pages.get(url);
  if (known) return known;
  const made = { url, rows: Array.from({ length: 20 }, (_, i) => ({ row: i, text: `${url}#${i}` })) };
  pages.set(url, made);
  if (!leaky && pages.size > 100) pages.delete(pages.keys().next().value);
  return made;
}

http.createServer((req, res) => {
  const seen = { url: req.url };
  function onPrice(price) { seen.price = price; }
  bus.on('price', onPrice);
  if (!leaky) bus.off('price', onPrice);
  res.end(String(page(req.url).rows.length));
}).listen(Number(process.env.PORT || 0), '127.0.0.1');
