using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

/// <summary>A program that leaks, churns and duplicates, and takes three snapshots of itself.</summary>
static class WorkingProgram
{
    const string Text = """
        'use strict';
        const EventEmitter = require('events');
        class Order { constructor(i) { this.id = 'order ' + i; this.items = [i, { sku: 's' + i, n: i * 1.5 }]; } }
        class Session { constructor(i) { this.user = { name: 'user ' + i, mail: 'u' + i + '@x.org' }; } }
        const orders = [], byId = new Map(), bus = new EventEmitter(), churn = { list: [] }, cached = new WeakMap(), big = {};
        bus.setMaxListeners(0);
        global.keep = { orders, byId, bus, churn, cached, big };
        let n = 0;
        for (let round = 1; round <= 3; round++) {
          for (let i = 0; i < 200; i++, n++) {
            const order = new Order(n);
            orders.push(order);
            cached.set(order, { cached: n, by: 'cache' });
            byId.set('k' + n, new Session(n));
            if (i % 10 === 0) bus.on('message', () => order);
            big['key' + n] = n * 1.25;
          }
          churn.list = [];
          for (let i = 0; i < 300; i++) churn.list.push({ round, i, label: 'label ' + (i % 7) + process.pid, extra: { a: i } });
          // Common only from the second round on, so that the first snapshot has no such class of its own.
          if (round === 2) for (let i = 0; i < 50; i++) orders.push({ only: 'two', z: i });
          require('v8').writeHeapSnapshot(process.argv[2] + round + '.heapsnapshot');
        }
        """;

    public static async Task<string[]> RunAsync(TempFolder folder, int major)
    {
        string prefix = folder.File($"node{major}-");
        (await Command.RunAsync(NodeVersions.Binary(major), [folder.Write("working.cjs", Text), prefix])).Succeeded();
        return [.. Enumerable.Range(1, 3).Select(round => $"{prefix}{round}.heapsnapshot")];
    }
}
