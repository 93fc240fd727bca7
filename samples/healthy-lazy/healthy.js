'use strict';
// A service that looks like a leak on the dashboard and is none. Every request builds a page of rows and drops it
// again: memory climbs until the collector sees a reason to run. Rendered headers are cached per language, but there
// are only so many languages: the cache is full after the first few requests and stays as it is.
const http = require('node:http');

const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt'];
const headersByLanguage = new Map();

let served = 0;

function headerFor(language) {
  let header = headersByLanguage.get(language);
  if (header === undefined) {
    header = { language, html: `<html lang="${language}">` };
    headersByLanguage.set(language, header);
  }
  return header.html;
}

function buildRows() {
  return Array.from({ length: 500 }, (_, row) => ({ row, amount: (row * 31) % 97, label: `row ${row}` }));
}

const server = http.createServer((request, response) => {
  const header = headerFor(LANGUAGES[served++ % LANGUAGES.length]);
  const total = buildRows().reduce((sum, { amount }) => sum + amount, 0);
  response.setHeader('content-type', 'text/html');
  response.end(`${header}<p>total ${total}</p></html>\n`);
});

server.listen(process.env.PORT ?? 0, '127.0.0.1', () => {
  console.log(`healthy-lazy listens on http://127.0.0.1:${server.address().port}`);
});
