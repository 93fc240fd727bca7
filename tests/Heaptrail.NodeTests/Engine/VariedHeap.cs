namespace Heaptrail.NodeTests.Engine;

/// <summary>A program that fills its heap with one of everything and writes a snapshot to the path it is given, with the options that may follow.</summary>
static class VariedHeap
{
    public const string Program = """
        'use strict';
        const EventEmitter = require('events');
        class Environment { #secret = 1; constructor(i) { this.i = i; this.name = 'environment ' + i; } }
        class Special extends Environment {}
        const caches = new WeakMap(), byEnvironment = new Map(), log = [], bus = new EventEmitter();
        bus.setMaxListeners(0);
        for (let i = 0; i < 500; i++) {
          const environment = i % 3 ? new Environment(i) : new Special(i);
          caches.set(environment, { cache: i, 'odd, name': 1 });
          byEnvironment.set(environment, [i]);
          log.push({ url: '/page/' + i, date: new Date() });
          bus.on('message', () => environment);
        }
        let head = null;
        for (let i = 0; i < 2000; i++) head = { next: head, value: i };
        const shapes = [];
        for (let i = 0; i < 50; i++) shapes.push(i % 2 ? { a: 1, b: 2, c: 3 } : { b: 1, a: 2 }, { b: 1, a: 2, ['x' + i]: i });
        global.keep = {
          caches, byEnvironment, log, bus, head, shapes, weak: new WeakRef(log), pattern: /abc/g, big: 10n ** 30n, symbol: Symbol('s'),
          text: 'a\u{1F600}b\ud800' + log.length, slice: ('x'.repeat(100) + log.length).slice(5, 60), numbers: new Float64Array(100),
          buffer: Buffer.alloc(100000), dictionary: Object.fromEntries(log.map((x, i) => ['key' + i, i * 1.5])), generator: (function* () { yield 1; })(),
          pending: new Promise(() => {}), chain: Promise.resolve().then(() => log), bound: bus.emit.bind(bus, 'message'), sparse: [, , 1],
          registry: typeof FinalizationRegistry === 'function' ? new FinalizationRegistry(() => {}) : null, proxy: new Proxy(log, {}),
        };
        global.keep.self = global.keep;
        setInterval(() => {}, 1e6).unref();
        require('v8').writeHeapSnapshot(process.argv[2], JSON.parse(process.argv[3] || '{}'));
        """;
}
