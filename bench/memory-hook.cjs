// In place of the corpus's own hook: the snapshot is a copy of the memory, taken from outside while this process waits for it. Nothing is
// collected before.
const { spawnSync } = require('child_process');
if (process.send) {
  process.on('message', (message) => { if (message && message.cmd === 'snapshot') capture(message.file); });
  process.channel.unref();
}

function capture(file) {
  const run = spawnSync(process.env.HEAPTRAIL, ['snapshot', String(process.pid), '--raw', '--force', '-q', '-o', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (run.status !== 0) process.exit(1);
  process.send({ done: file, memory: process.memoryUsage() });
}
