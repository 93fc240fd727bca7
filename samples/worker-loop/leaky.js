'use strict';
// A worker without a server: it takes a job from a queue every few milliseconds and does it. Each result is kept for
// the statistics that are printed when the worker is stopped. It is restarted once a month at best, so the array
// grows and grows.
const finishedJobs = [];

let nextJob = 1;

function work(job) {
  let checksum = job.length;
  for (let step = 0; step < 1_000; step++) checksum = (checksum * 31 + step) % 65_521;
  return checksum.toString(16);
}

setInterval(() => {
  const job = `job ${nextJob++}`;
  finishedJobs.push({ job, checksum: work(job) });
}, 5);

process.on('SIGTERM', () => {
  console.log(`worker-loop did ${finishedJobs.length} jobs`);
  process.exit(0);
});

console.log('worker-loop is at work');
