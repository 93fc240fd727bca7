// Drives the hard programs, asks heaptrail leaks about their snapshots, and judges the answers.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cases } from './hard/cases.mjs';
import { drive, roads } from './hard/drive.mjs';
import { headings, judge } from './hard-judge.mjs';
import { keep, section, withSection } from './hard-results.mjs';

const requests = 500;
const most = 5;
const [root, ...rest] = process.argv.slice(2);
const options = { node: process.execPath, road: 'v8', fresh: false, rounds: most };
const wanted = [];
for (let i = 0; i < rest.length; i++) {
  if (rest[i] === '--fresh') options.fresh = true;
  else if (rest[i] === '--node') options.node = rest[++i];
  else if (rest[i] === '--road') options.road = rest[++i];
  else if (rest[i] === '--rounds') options.rounds = Number(rest[++i]);
  else wanted.push(rest[i]);
}
if (!roads.includes(options.road)) fail(`--road takes ${roads.join(', ')}`);
if (!(options.rounds >= 3 && options.rounds <= most)) fail(`--rounds takes a number from 3 to ${most}`);
const version = spawnSync(options.node, ['--version'], { encoding: 'utf8' }).stdout?.trim();
if (!version) fail(`${options.node} does not run`);
const unknown = wanted.find((name) => !cases.some((spec) => spec.name === name));
if (unknown) fail(`there is no program ${unknown}; they are ${cases.map((spec) => spec.name).join(', ')}`);

const heaptrail = process.env.HEAPTRAIL ?? path.join(root, 'heaptrail');
const work = path.join(process.env.HEAPTRAIL_BENCH_DIR ?? path.join(os.tmpdir(), 'heaptrail-bench'), 'hard');
const programs = path.join(work, 'programs');
// Written over and never removed, so that runs with several versions can go on at the same time.
fs.cpSync(path.join(root, 'bench/hard'), programs, { recursive: true });
fs.cpSync(path.join(root, 'bench/hard/packages'), path.join(programs, 'node_modules'), { recursive: true });

const rows = [];
for (const spec of cases.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  for (const variant of spec.expect === 'leak' ? ['leaky', 'fixed'] : ['leaky']) {
    const folder = path.join(work, `${version}-${options.road}`, `${spec.name}-${variant}`);
    if (options.fresh || !fs.existsSync(path.join(folder, 'run.json'))) {
      console.error(`driving ${spec.name} ${variant}`);
      await drive({ ...options, program: path.join(programs, `${spec.name}.cjs`), hook: path.join(programs, 'hook.cjs'), folder, variant, requests, rounds: most });
    }
    for (const rounds of new Set([3, options.rounds])) rows.push(judge(spec, variant, rounds, ask(folder, rounds), path.join(programs, `${spec.name}.cjs`)));
  }
}
console.log([`Node.js ${version}, snapshots by ${options.road}`, '', ...headings, ...rows.map((row) => row.line), ''].join('\n'));
const bad = rows.filter((row) => !row.good);
console.log(`${rows.length - bad.length} of ${rows.length} answers are right.`);
process.exitCode = bad.length === 0 ? 0 : 1;
keep(work, `${version.slice(1)} ${options.road}`, rows);
const accuracy = path.join(root, 'docs/accuracy.md');
fs.writeFileSync(accuracy, withSection(fs.readFileSync(accuracy, 'utf8'), section(work)));

function ask(folder, rounds) {
  const files = Array.from({ length: rounds }, (_, i) => path.join(folder, `round-${i + 1}.heapsnapshot`));
  const answer = spawnSync(heaptrail, ['leaks', '--json', '--no-index', '-n', String(requests), ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (answer.status > 1 || answer.status === null) fail(`heaptrail leaks on ${folder}: ${answer.stderr}`);
  return JSON.parse(answer.stdout);
}

function fail(why) {
  console.error(`hard: ${why}`);
  process.exit(2);
}
