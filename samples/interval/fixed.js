'use strict';
// A dashboard. Each visitor gets a table of figures that is brought up to date once a minute for as long as the
// page is open. When the response is closed the interval is cleared, and with it the table is free to go.
const http = require('node:http');

const FIGURES = 2_000;

function loadFigures() {
  return Array.from({ length: FIGURES }, (_, day) => (day * 37) % 1_000);
}

const server = http.createServer((request, response) => {
  const figures = loadFigures();

  const refresh = setInterval(() => {
    figures.shift();
    figures.push(Date.now() % 1_000);
  }, 60_000);
  response.once('close', () => clearInterval(refresh));

  const total = figures.reduce((sum, figure) => sum + figure, 0);
  response.end(`total ${total}\n`);
});

server.listen(process.env.PORT ?? 0, '127.0.0.1', () => {
  console.log(`interval listens on http://127.0.0.1:${server.address().port}`);
});
