'use strict';
// A page server with one ServerEnvironment per request. Modules that load data ask for the cache of "their"
// environment, so that a page asks for the same user only once. The caches sit in a WeakMap: when the request is over
// and nobody else holds the environment, its entry goes away with it.
const http = require('node:http');

const requestCachesByEnvironment = new WeakMap();

class ServerEnvironment {
  constructor(request) {
    this.url = request.url;
    this.locale = request.headers['accept-language'] ?? 'en';
  }
}

function cacheFor(environment) {
  let cache = requestCachesByEnvironment.get(environment);
  if (cache === undefined) {
    cache = { user: null, basket: [] };
    requestCachesByEnvironment.set(environment, cache);
  }
  return cache;
}

function loadUser(environment) {
  const cache = cacheFor(environment);
  return (cache.user ??= `guest (${environment.locale})`);
}

const server = http.createServer((request, response) => {
  const environment = new ServerEnvironment(request);
  const title = `Welcome, ${loadUser(environment)}`;
  const footer = `${loadUser(environment)}, you have ${cacheFor(environment).basket.length} things in your basket`;
  response.setHeader('content-type', 'text/html');
  response.end(`<h1>${title}</h1><p>${footer}</p>`);
});

server.listen(process.env.PORT ?? 0, '127.0.0.1', () => {
  console.log(`environment-map listens on http://127.0.0.1:${server.address().port}`);
});
