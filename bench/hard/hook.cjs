'use strict';
// Preloaded into a hard program: answers a message with a snapshot, in the way that SNAPSHOT_ROAD says.
const fs = require('node:fs');
const v8 = require('node:v8');
const settle = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const roads = {
  v8: (file) => v8.writeHeapSnapshot(file),
  inspector: (file) => new Promise((resolve) => {
    const out = fs.openSync(file, 'w');
    const take = ({ params }) => fs.writeSync(out, params.chunk);
    const session = inspected();
    session.on('HeapProfiler.addHeapSnapshotChunk', take);
    session.post('HeapProfiler.takeHeapSnapshot', { reportProgress: false, captureNumericValue: true }, () => {
      session.off('HeapProfiler.addHeapSnapshotChunk', take);
      fs.closeSync(out);
      resolve();
    });
  }),
};

// One session for all rounds, as DevTools and heaptrail find have: V8 numbers all objects anew when a session ends.
let session;
function inspected() {
  if (session) return session;
  const { Session } = require('node:inspector');
  session = new Session();
  session.connect();
  return session;
}

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
