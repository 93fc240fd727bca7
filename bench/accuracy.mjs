// Runs cases of the leak corpus, asks heaptrail leaks about their snapshots, and judges the answers.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { headings, isRight, judge } from './accuracy-judge.mjs';
import { sectionOf } from './hard-results.mjs';

const [root, ...rest] = process.argv.slice(2);
const usualRounds = 3;
const options = { rounds: usualRounds, node: process.execPath, fresh: false, road: 'snapshots' };
const wanted = [];
for (let i = 0; i < rest.length; i++) {
  if (rest[i] === '--fresh') options.fresh = true;
  else if (rest[i] === '--rounds') options.rounds = Number(rest[++i]);
  else if (rest[i] === '--node') options.node = rest[++i];
  else if (rest[i] === '--road') options.road = rest[++i];
  else wanted.push(rest[i]);
}
if (!(options.rounds >= 2) || !options.node) fail('--rounds takes a number from 2, --node the path of a Node.js');

if (!['snapshots', 'memory'].includes(options.road)) fail('--road takes snapshots or memory');
const heaptrail = process.env.HEAPTRAIL ?? path.join(root, 'heaptrail');

const work = path.join(process.env.HEAPTRAIL_BENCH_DIR ?? path.join(os.tmpdir(), 'heaptrail-bench'), 'accuracy');
const corpus = path.join(work, 'corpus');
const version = spawnSync(options.node, ['--version'], { encoding: 'utf8' }).stdout?.trim();
if (!version) fail(`${options.node} does not run`);
// The programs install their packages where they lie: the corpus itself stays as it is.
if (!fs.existsSync(corpus)) fs.cpSync(path.join(root, '../shared/leaks'), corpus, { recursive: true });

const runner = options.road === 'memory' ? memoryRunner() : path.join(corpus, 'run-case.mjs');

const known = fs.readdirSync(corpus).filter((name) => fs.existsSync(path.join(corpus, name, 'case.json')));
const unknown = wanted.find((name) => !known.includes(name));
if (unknown) fail(`there is no case ${unknown}; the cases are ${known.join(', ')}`);

const rows = [];
for (const name of wanted.length > 0 ? wanted : known) {
  const spec = JSON.parse(fs.readFileSync(path.join(corpus, name, 'case.json'), 'utf8'));
  for (const variant of spec.expect === 'healthy' ? ['leaky'] : ['leaky', 'fixed']) rows.push(measure(spec, name, variant));
}
const lines = [...headings, ...rows.map((row) => row.line), '', ...totals(rows)];
const accuracy = path.join(root, 'docs/accuracy.md');
if (wanted.length === 0 && options.rounds === usualRounds && options.node === process.execPath && options.road === 'snapshots')
  fs.writeFileSync(accuracy, page(lines) + sectionOf(fs.readFileSync(accuracy, 'utf8')));
console.log(lines.join('\n'));
process.exitCode = rows.every((row) => row.good) ? 0 : 1;

function measure(spec, name, variant) {
  const folder = path.join(work, `${version}-${options.rounds}${options.road === 'memory' ? '-memory' : ''}`, `${name}-${variant}`);
  if (options.fresh || !fs.existsSync(path.join(folder, 'run.json'))) {
    console.error(`running ${name} ${variant}`);
    const run = spawnSync(process.execPath, [runner, path.join(corpus, name), variant, '--out', folder,
      '--rounds', String(options.rounds), '--node', options.node], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, HEAPTRAIL: heaptrail } });
    if (run.status !== 0) return { kind: 'skipped', good: false, line: `| ${name} ${variant} | did not run | | | | | | | |` };
  }
  const { rounds } = JSON.parse(fs.readFileSync(path.join(folder, 'run.json'), 'utf8'));
  const begin = process.hrtime.bigint();
  const answer = spawnSync(heaptrail, ['leaks', '--json', '--no-index', '-n', String(rounds[1].requests - rounds[0].requests),
    ...rounds.map((round) => path.join(folder, round.file))], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (answer.status > 1 || answer.status === null) fail(`heaptrail leaks on ${folder}: ${answer.stderr}`);
  return judge(spec, variant, JSON.parse(answer.stdout).findings, seconds);
}

// The runner takes the hook that lies beside it.
function memoryRunner() {
  const folder = path.join(work, 'memory-runner');
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(path.join(corpus, 'run-case.mjs'), path.join(folder, 'run-case.mjs'));
  fs.copyFileSync(path.join(root, 'bench/memory-hook.cjs'), path.join(folder, 'snapshot-hook.cjs'));
  return path.join(folder, 'run-case.mjs');
}

function totals(all) {
  const leaks = all.filter((row) => row.kind === 'leak');
  const quiet = all.filter((row) => row.kind === 'quiet');
  const share = (part, what) => `${what}: **${part.length} of ${leaks.length}**`;
  return [
    `- Leaks whose holder is named first: **${leaks.filter(isRight.holder).length} of ${leaks.length}**`,
    `- of these ${share(leaks.filter((row) => isRight.holder(row) && isRight.cause(row)), 'with the right cause')}, `
      + `${share(leaks.filter((row) => isRight.holder(row) && isRight.unit(row)), 'with the right unit')}, `
      + `${share(leaks.filter((row) => isRight.holder(row) && isRight.count(row)), 'with the right count (2 %)')}, `
      + `${share(leaks.filter((row) => isRight.holder(row) && isRight.place(row)), 'with file and line')}`,
    `- False alarms: **${quiet.filter((row) => !row.good).length} of ${quiet.length}** fixed and healthy programs`,
  ];
}

function page(table) {
  return `# Accuracy

What \`heaptrail leaks\` says about published packages with a leak that is known and fixed since, about the fixed versions, and about
healthy programs whose memory rises. Each program served the same number of requests ${options.rounds} times, with a snapshot after each.

    bench/accuracy

Node.js ${version}, ${new Date().toISOString().slice(0, 10)}. Seconds are those of one \`heaptrail leaks --no-index\` on a machine with ${os.cpus().length} shared cores.

${table.join('\n')}

- **found**: rank of the finding that names the holder; **-** when none does, **quiet** when there is rightly none.
- **unit**, **per request**: what leaks and how many of it for each request. What was expected stands behind **want**, where it differs.
- A **suspect** is named, not proved: alone it makes the verdict \`suspects\`, not \`leak\`. It counts as found here.
- A leak **outside the heap** leaves no object behind. Snapshots cannot show it, and it is not counted as missed.
`;
}

function fail(why) {
  console.error(`accuracy: ${why}`);
  process.exit(1);
}
