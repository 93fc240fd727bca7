'use strict';
// What a busy and healthy server has besides: a full cache, a pool, much garbage, templates that are compiled once each.
const limit = 1000;
const cache = new Map();
const pool = [];
const templates = new Map();

function remember(key, value) {
  cache.delete(key);
  cache.set(key, value);
  if (cache.size > limit) cache.delete(cache.keys().next().value);
}

function template(i) {
  if (!templates.has(i)) templates.set(i, new Function('v', `return '<p id="t${i}">' + v.name + ${i} + '</p>';`));
  return templates.get(i);
}

for (let i = 0; i < limit; i++) remember(`start${i}`, { at: i, tags: [`a${i}`, `b${i}`] });

module.exports = function noise(n) {
  const buffer = pool.pop() ?? { bytes: new Uint8Array(256), used: 0 };
  for (let i = 0; i < 4; i++) remember(`key${(n * 7 + i * 13) % 5000}`, { at: n, tags: [`a${n}`, `b${i}`] });
  const garbage = Array.from({ length: 2000 }, (_, i) => ({ i, text: `row ${n}.${i}` }));
  buffer.used = garbage.length;
  const page = template(n % 60)({ name: garbage[n % garbage.length].text });
  if (pool.length < 16) pool.push(buffer);
  return page;
};
