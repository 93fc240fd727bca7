'use strict';
// A worker without a server: it takes a job from a queue every few milliseconds and does it. For the statistics that
// are printed when the worker is stopped it keeps a number and the newest result, not all results.
let finishedJobs = 0;
let newestJob = null;

let nextJob = 1;

function work(job) {
  let checksum = job.length;
  for (let step = 0; step < 1_000; step++) checksum = (checksum * 31 + step) % 65_521;
  return checksum.toString(16);
}

setInterval(() => {
  const job = `job ${nextJob++}`;
  newestJob = { job, checksum: work(job) };
  finishedJobs++;
}, 5);

process.on('SIGTERM', () => {
  console.log(`worker-loop did ${finishedJobs} jobs, the last one was ${newestJob?.job}`);
  process.exit(0);
});

console.log('worker-loop is at work');
