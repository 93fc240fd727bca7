'use strict';
// A service that looks like a leak on the dashboard and is none. The newest pages are kept for a moment, so that a
// reload is fast. When their place is taken by newer ones they are garbage, but by then they are old, and V8 looks
// through old objects seldom: memory climbs until the collector sees a reason to run. The place for pages and the
// cache of headers are full after the first requests and stay as they are.
const http = require('node:http');

const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt'];
const headersByLanguage = new Map();
const newestPages = new Array(48).fill(null);

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
  return Array.from({ length: 400 }, (_, row) => ({ label: `row ${row}`, amount: (row * 31) % 97 }));
}

const server = http.createServer((request, response) => {
  const page = { header: headerFor(LANGUAGES[served % LANGUAGES.length]), rows: buildRows() };
  newestPages[served++ % newestPages.length] = page;

  const total = page.rows.reduce((sum, { amount }) => sum + amount, 0);
  response.setHeader('content-type', 'text/html');
  response.end(`${page.header}<p>total ${total}</p></html>\n`);
});

server.listen(process.env.PORT ?? 0, '127.0.0.1', () => {
  console.log(`healthy-lazy listens on http://127.0.0.1:${server.address().port}`);
});
