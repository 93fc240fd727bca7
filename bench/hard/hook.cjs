'use strict';
// Preloaded into a hard program: answers a message with a snapshot, in the way that SNAPSHOT_ROAD says.
const fs = require('node:fs');
const v8 = require('node:v8');
const settle = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const roads = {
  v8: (file) => v8.writeHeapSnapshot(file),
  inspector: (file) => new Promise((resolve) => {
    const { Session } = require('node:inspector');
    const session = new Session();
    const out = fs.openSync(file, 'w');
    session.connect();
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ params }) => fs.writeSync(out, params.chunk));
    session.post('HeapProfiler.takeHeapSnapshot', { reportProgress: false, captureNumericValue: true }, () => {
      session.disconnect();
      fs.closeSync(out);
      resolve();
    });
  }),
};

process.on('message', async (file) => {
  for (let i = 0; i < 4; i++) {
    global.gc();
    await settle(60);
  }
  global.gc();
  await roads[process.env.SNAPSHOT_ROAD](file);
  process.send(file);
});
process.channel.unref();
