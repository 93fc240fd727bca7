'use strict';
// A small API that logs who asked for what, so that the team can look at the latest request while debugging.
// The log was meant for one afternoon. It is an array at the top of the module, so it lives as long as the
// process, and no line of code ever takes an entry out again.
const http = require('node:http');

const requestLogs = [];

const server = http.createServer((request, response) => {
  requestLogs.push({ url: request.url, date: new Date() });

  const newest = requestLogs[requestLogs.length - 1];
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(newest));
});

server.listen(process.env.PORT ?? 0, '127.0.0.1', () => {
  console.log(`request-log listens on http://127.0.0.1:${server.address().port}`);
});
