// Turns the lines of rivals.sh into a table of medians: wall time, CPU seconds, peak memory, and ratios to the first row.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const [raw, file, rounds] = process.argv.slice(2);
const runs = fs.readFileSync(raw, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const bytes = fs.statSync(file).size;
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

const rows = [...new Set(runs.map((run) => run.name))].map((name) => {
  const mine = runs.filter((run) => run.name === name);
  return {
    name,
    ok: mine.every((run) => run.ok),
    wall: median(mine.map((run) => run.time.wall)),
    cpu: median(mine.map((run) => run.time.user + run.time.sys)),
    peak: median(mine.map((run) => run.time.kb * 1024)),
  };
});
const first = rows[0];
const ratio = (value, base) => (base > 0 ? `${(value / base).toFixed(value < base ? 2 : 1)} x` : '-');

console.log(`${path.basename(file)}, ${(bytes / 1e6).toFixed(0)} MB, in the page cache; medians of ${rounds} rounds in turn; ${os.cpus().length} shared cores (${os.cpus()[0].model.trim()}), Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}.`);
console.log('');
console.log('| | wall s | CPU s | peak memory | wall | CPU |');
console.log('|---|---:|---:|---:|---:|---:|');
for (const row of rows) {
  const peak = `${(row.peak / 1e6).toFixed(0)} MB (${(row.peak / bytes).toFixed(2)} x file)`;
  console.log(`| ${row.name}${row.ok ? '' : ' (failed)'} | ${row.wall.toFixed(2)} | ${row.cpu.toFixed(2)} | ${peak} | ${ratio(row.wall, first.wall)} | ${ratio(row.cpu, first.cpu)} |`);
}
