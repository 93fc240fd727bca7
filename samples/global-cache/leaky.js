'use strict';
// A shop that gives every visitor a session. The sessions are kept on the global object, where each module can get
// at them without a require. A visitor who goes away does not say so: sessions come, none ever leaves.
const http = require('node:http');

global.cache = {};

let visitors = 0;

function remember(id, session) {
  global.cache[id] = session;
}

const server = http.createServer((request, response) => {
  const id = `session-${++visitors}`;
  remember(id, { page: request.url, basket: [] });

  response.setHeader('set-cookie', `id=${id}`);
  response.end(`hello, visitor ${visitors}\n`);
});

server.listen(process.env.PORT ?? 0, '127.0.0.1', () => {
  console.log(`global-cache listens on http://127.0.0.1:${server.address().port}`);
});
