// Cuts the snapshots of a hard program down to what has to do with its growth, for the fast tests: what is new, everything that
// holds it, the way from the root, and what all of these point at. Ids, names and edges stay as V8 wrote them; folders go.
//
//   node bench/hard/prune.mjs FOLDER NAME OUT      FOLDER has round-1.heapsnapshot ..., OUT gets NAME-1.heapsnapshot.gz ...
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const [folder, name, out] = process.argv.slice(2);
const rounds = 3;
const hard = path.join(path.dirname(path.dirname(path.dirname(path.resolve(folder)))), 'hard', 'programs');
const heaps = Array.from({ length: rounds }, (_, i) => read(path.join(folder, `round-${i + 1}.heapsnapshot`)));
const last = heaps.at(-1);
const old = new Set(heaps[0].ids.filter((id) => id % 2 === 1));
const machinery = new Set(['code', 'object shape', 'number', 'native', 'synthetic']);

const seeds = [];
for (let i = 0; i < last.ids.length; i++) {
  if (last.ids[i] % 2 === 1 && !old.has(last.ids[i]) && !machinery.has(last.typeOf(i))) seeds.push(i);
}
const wanted = new Set(withHolders(last, seeds).map((i) => last.ids[i]));
for (const [round, heap] of heaps.entries()) {
  const kept = withNeighbours(heap, withHolders(heap, [...heap.ids.keys()].filter((i) => wanted.has(heap.ids[i]))));
  fs.writeFileSync(path.join(out, `${name}-${round + 1}.heapsnapshot.gz`), zlib.gzipSync(write(heap, kept), { level: 9 }));
}

function read(file) {
  const json = JSON.parse(fs.readFileSync(file, 'utf8'));
  const { node_fields: fields, node_types: types, edge_types: edgeTypes } = json.snapshot.meta;
  const size = fields.length;
  const count = json.nodes.length / size;
  const at = (field) => fields.indexOf(field);
  const first = [0];
  for (let i = 0; i < count; i++) first.push(first[i] + json.nodes[i * size + at('edge_count')] * 3);
  return {
    json, size, first, at, ids: Array.from({ length: count }, (_, i) => json.nodes[i * size + at('id')]),
    typeOf: (i) => types[0][json.nodes[i * size]],
    edgesOf: function* (i) {
      for (let e = first[i]; e < first[i + 1]; e += 3) {
        const type = edgeTypes[0][json.edges[e]];
        const text = type === 'element' || type === 'hidden' ? null : json.strings[json.edges[e + 1]];
        yield { e, type, text, to: json.edges[e + 2] / size };
      }
    },
  };
}

// Nodes with those that point at them, and one way from the root to each of these.
function withHolders(heap, nodes) {
  const parent = new Int32Array(heap.ids.length).fill(-1);
  const queue = [0];
  for (let q = 0; q < queue.length; q++) {
    for (const { type, to } of heap.edgesOf(queue[q])) {
      if (type === 'weak' || to === 0 || parent[to] >= 0) continue;
      parent[to] = queue[q];
      queue.push(to);
    }
  }
  const kept = new Set(nodes);
  for (let i = 0; i < heap.ids.length; i++) {
    if (machinery.has(heap.typeOf(i))) continue;
    for (const { type, to } of heap.edgesOf(i)) {
      if (type !== 'weak' && kept.has(to) && !old.has(heap.ids[to])) kept.add(i);
    }
  }
  for (const start of [...kept]) {
    for (let i = start; i >= 0 && parent[i] >= 0; i = parent[i]) kept.add(i);
  }
  return [...kept.add(0)];
}

// What nodes point at, and of functions where they are written. Machinery is left out, but for the shape that names the fields.
function withNeighbours(heap, nodes) {
  const kept = new Set(nodes);
  for (const node of nodes) {
    for (const { type, text, to } of heap.edgesOf(node)) {
      if (type === 'weak' || text === '__proto__' || heap.typeOf(node) === 'synthetic' || heap.typeOf(node) === 'code') continue;
      if (!machinery.has(heap.typeOf(to))) kept.add(to);
      if (heap.typeOf(node) !== 'closure' || text !== 'shared') continue;
      kept.add(to);
      for (const shared of heap.edgesOf(to)) if (shared.text === 'script' || shared.text === 'script_or_debug_info') kept.add(shared.to);
    }
  }
  return kept;
}

function write({ json, size, first, at, ids }, kept) {
  const order = [...kept].sort((a, b) => a - b);
  const place = new Map(order.map((node, i) => [node, i]));
  const strings = [];
  const known = new Map();
  const text = (index) => {
    const value = json.strings[index].replaceAll(hard, '/srv/app').replaceAll(path.resolve(folder), '/srv/run').slice(0, 200);
    if (!known.has(value)) known.set(value, strings.push(value) - 1);
    return known.get(value);
  };
  text(0);
  const nodes = [];
  const edges = [];
  const edgeTypes = json.snapshot.meta.edge_types[0];
  for (const node of order) {
    const record = json.nodes.slice(node * size, (node + 1) * size);
    record[1] = text(record[1]);
    let count = 0;
    for (let e = first[node]; e < first[node + 1]; e += 3) {
      const target = place.get(json.edges[e + 2] / size);
      if (target === undefined) continue;
      const indexed = ['element', 'hidden'].includes(edgeTypes[json.edges[e]]);
      edges.push(json.edges[e], indexed ? json.edges[e + 1] : text(json.edges[e + 1]), target * size);
      count++;
    }
    record[at('edge_count')] = count;
    nodes.push(...record);
  }
  const locations = [];
  for (let i = 0; i < json.locations.length; i += 4) {
    const target = place.get(json.locations[i] / size);
    if (target !== undefined) locations.push(target * size, ...json.locations.slice(i + 1, i + 4));
  }
  const snapshot = { ...json.snapshot, node_count: order.length, edge_count: edges.length / 3 };
  return JSON.stringify({ snapshot, nodes, edges, trace_function_infos: [], trace_tree: [], samples: [], locations, strings });
}
