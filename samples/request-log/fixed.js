'use strict';
// A small API that logs who asked for what, so that the team can look at the latest request while debugging.
// The log keeps the last hundred entries: each new one pushes the oldest out.
const http = require('node:http');

const requestLogs = [];
const LOG_LIMIT = 100;

const server = http.createServer((request, response) => {
  requestLogs.push({ url: request.url, date: new Date() });
  if (requestLogs.length > LOG_LIMIT) requestLogs.shift();

  const newest = requestLogs[requestLogs.length - 1];
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(newest));
});

server.listen(process.env.PORT ?? 0, '127.0.0.1', () => {
  console.log(`request-log listens on http://127.0.0.1:${server.address().port}`);
});
