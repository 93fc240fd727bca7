// Keeps the answers about the hard programs, one run after another, and writes them as a section of docs/accuracy.md.
import fs from 'node:fs';
import path from 'node:path';
import { cases } from './hard/cases.mjs';

const heading = '## Hard programs';

/** Adds the answers of a run: for each program the number that are right, and of how many. */
export function keep(work, column, rows) {
  const all = results(work);
  const run = (all[column] ??= {});
  for (const name of new Set(rows.map((row) => row.name))) {
    const own = rows.filter((row) => row.name === name);
    run[name] = `${own.filter((row) => row.good).length} of ${own.length}`;
  }
  fs.writeFileSync(file(work), JSON.stringify(all, null, 1));
}

/** The section with all answers so far. */
export function section(work) {
  const all = results(work);
  const columns = Object.keys(all).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return `${heading}

Servers of a few lines that are written to be hard, each with a twin that does not leak; they are in \`bench/hard\` and need no
package. An answer is right when the first finding has the expected holder, cause, unit, number per request, file, line and column, and
there is no other; for a twin when there is none; for a structure that is not full when it is not called certain. Each program is asked
about with 3 and with 5 rounds, or with 3 only. A column is a version of Node.js and how the snapshots were taken:
\`v8.writeHeapSnapshot\`, the \`inspector\`, or \`--heapsnapshot-signal\`.

    bench/accuracy --hard [--node PATH] [--road v8|inspector|signal] [--rounds 3|5]

${[line(['program', ...columns]), `|---|${columns.map(() => '---|').join('')}`,
    ...cases.map(({ name }) => line([name, ...columns.map((column) => all[column][name] ?? '')]))].join('\n').replaceAll(/ {2,}/g, ' ')}
`;
}

/** A page with its section replaced, or added. */
export function withSection(page, text) {
  const at = page.indexOf(heading);
  return `${at < 0 ? page.trimEnd() + '\n\n' : page.slice(0, at)}${text}`;
}

/** The section that a page has already. */
export const sectionOf = (page) => (page.includes(heading) ? '\n' + page.slice(page.indexOf(heading)) : '');

const file = (work) => path.join(work, 'results.json');

const results = (work) => (fs.existsSync(file(work)) ? JSON.parse(fs.readFileSync(file(work), 'utf8')) : {});
