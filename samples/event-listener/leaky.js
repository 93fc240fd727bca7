'use strict';
// A quote service. Prices arrive on a bus that the whole program shares; while a request is being answered, its
// quote follows the price. The listener is added for every request and never taken off, so the bus keeps every
// quote ever given. Node warned about eleven listeners; somebody switched the warning off.
const http = require('node:http');
const { EventEmitter } = require('node:events');

const bus = new EventEmitter();
bus.setMaxListeners(0);

let price = 'EUR 100.00';

function openQuote(symbol) {
  const quote = { symbol, price };
  const onPrice = (newPrice) => {
    quote.price = newPrice;
  };
  bus.on('price', onPrice);
  return quote;
}

const server = http.createServer((request, response) => {
  const quote = openQuote('ACME');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(quote));
});

// The market: a new price every ten seconds.
setInterval(() => {
  price = `EUR ${(100 + Math.random()).toFixed(2)}`;
  bus.emit('price', price);
}, 10_000).unref();

server.listen(process.env.PORT ?? 0, '127.0.0.1', () => {
  console.log(`event-listener listens on http://127.0.0.1:${server.address().port}`);
});
