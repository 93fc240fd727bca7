'use strict';
// A shop that gives every visitor a session. The sessions are kept on the global object, where each module can get
// at them without a require. There is room for a hundred: a session that is used moves to the end, and when there
// is one too many, the one that was not used for longest goes.
const http = require('node:http');

global.cache = {};
const SESSION_LIMIT = 100;

let visitors = 0;

function remember(id, session) {
  delete global.cache[id];
  global.cache[id] = session;

  const ids = Object.keys(global.cache);
  if (ids.length > SESSION_LIMIT) delete global.cache[ids[0]];
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
