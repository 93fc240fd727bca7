// What is to be said about each hard program. `place` is the text of the program around the name that the place must be of, with
// a | before it. A bounded structure that is not full may be told as likely or suspect, never as certain.
const leak = (name, cause, holder, unit, perRequest, place, more = {}) => ({
  name, expect: 'leak', pattern: cause, holder: [holder], growsPerIteration: { name: unit, perRequest }, place, ...more,
});

export const cases = [
  leak('two-leaks', 'unbounded-cache', 'pages', '\\{url, rows\\}', 1, 'const |pages', {
    second: { name: 'bus', cause: 'event-listener', unit: 'onPrice\\(\\)' },
  }),
  leak('minified', 'unbounded-cache', 'r', 'e', 1, 'var |r=new Map'),
  leak('one-in-fifty', 'module-array', 'reports', 'FailureReport', 0.02, 'this.|reports = []'),
  leak('late-start', 'unbounded-cache', 'sessions', 'Session', null, 'const |sessions'),
  leak('two-holders', ['unbounded-cache', 'module-array'], 'byNumber|byAge', 'Order', 1, null, {
    second: { name: 'byNumber|byAge', unit: 'Order' }, sentence: /One more object holds them as well: both must be cut\./,
  }),
  leak('replaced-array', 'module-array', 'items', '\\{action(, number)?\\}', 1, 'this.|items = []'),
  leak('wrapped-function', 'closure', 'send', 'traced\\(\\)', 1, 'let |send'),
  leak('list-per-connection', ['module-array', 'unreleased-resource'], 'history', '\\{path(, number)?\\}', 1, 'socket.|history = []', { sentence: /one of the 8 / }),
  leak('growing-text', ['other', 'string-slice', 'module-array'], 'text', '\\(concatenated string\\)', null, 'this.|text = '),
  leak('promise-chain', 'promise', 'connected', null, 1, null),
  leak('weakmap-value', ['module-array', 'unbounded-cache'], 'tenant|notes', 'Visit', 1, null),
  leak('async-context', 'async-context', 'parent', 'RequestScope', 1, null),
  leak('package-pool', ['unbounded-cache', 'unreleased-resource'], 'connections', 'Connection', 1, 'tiny-pool/index.js: |connections: {}'),
  leak('process-listener', 'event-listener', 'process', null, 1, 'this.stop = |() =>'),
  leak('socket-listener', 'event-listener', 'Socket', 'onClosed\\(\\)', 1, 'function onClosed|()', { sentence: /'close'/ }),
  { name: 'ring-not-full', expect: 'uncertain' },
  { name: 'lru-not-full', expect: 'uncertain' },
];
