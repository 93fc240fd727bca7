// Judges the findings about one hard program by what cases.mjs expects of it.
import fs from 'node:fs';
import path from 'node:path';

const countWithin = 0.02;

export const headings = [
  '| program | rounds | answer | cause | holder | unit | per request | place | confidence |',
  '|---|---:|---|---|---|---|---:|---|---|',
];

export function judge(spec, variant, rounds, report, program) {
  const { findings } = report;
  const wrong = spec.expect === 'uncertain' ? uncertain(findings) : variant === 'fixed' ? quiet(findings) : leak(spec, findings, program);
  const first = findings[0];
  const cells = first
    ? [first.cause, first.holder.name, `\`${first.unit.class}\``, first.unit.perRequest, place(first.holder.location), first.confidence]
    : ['', '', '', '', '', ''];
  const answer = wrong.length > 0 ? `**${wrong.join('; ')}**` : findings.length === 0 ? 'quiet' : 'right';
  const label = spec.expect === 'uncertain' ? spec.name : `${spec.name} ${variant}`;
  return { name: spec.name, good: wrong.length === 0, line: `| ${[label, rounds, answer, ...cells].join(' | ')} |`.replaceAll(/ {2,}/g, ' ') };
}

const quiet = (findings) => (findings.length > 0 ? ['false alarm'] : []);

const uncertain = (findings) => (findings.some((finding) => finding.confidence === 'certain') ? ['certain, though it has a limit'] : []);

function leak(spec, findings, program) {
  if (findings.length === 0) return ['not found'];
  const [first] = findings;
  const wrong = named(first, { name: spec.holder[0], cause: spec.pattern, unit: spec.growsPerIteration.name });
  const { perRequest } = spec.growsPerIteration;
  if (perRequest && Math.abs(first.unit.perRequest - perRequest) > perRequest * countWithin) wrong.push(`want ${perRequest} per request`);
  const at = spec.place && placeIn(program, spec.place);
  const found = first.holder.location;
  if (at && (!found || path.basename(found.file) !== at.file || found.line !== at.line || found.column !== at.column))
    wrong.push(`want ${at.file}:${at.line}:${at.column}`);
  if (spec.sentence && !spec.sentence.test(first.sentence)) wrong.push(`want ${spec.sentence} in the sentence`);
  const others = spec.second ? 2 : 1;
  if (findings.length !== others) wrong.push(`${findings.length} findings, want ${others}`);
  else if (spec.second) wrong.push(...named(findings[1], spec.second).map((text) => `second: ${text}`));
  return wrong;
}

function named(finding, { name, cause, unit }) {
  const wrong = [];
  if (!new RegExp(`^(${name})$`).test(finding.holder.name)) wrong.push(`want holder ${name}, got ${finding.holder.name}`);
  if (cause && ![cause].flat().includes(finding.cause)) wrong.push(`want cause ${cause}, got ${finding.cause}`);
  if (unit && !new RegExp(`^(${unit})$`).test(finding.unit.class)) wrong.push(`want unit ${unit}, got ${finding.unit.class}`);
  return wrong;
}

// The place of a | in a text of the program, or of another file that is named before it.
function placeIn(program, wanted) {
  const [, other, marked] = /^(?:(\S+\.js): )?(.*)$/.exec(wanted);
  const file = other ? path.join(path.dirname(program), 'node_modules', other) : program;
  const text = fs.readFileSync(file, 'utf8');
  const at = text.indexOf(marked.replace('|', ''));
  if (at < 0) throw new Error(`${marked} is not in ${file}`);
  const before = text.slice(0, at + marked.indexOf('|')).split('\n');
  return { file: path.basename(file), line: before.length, column: before.at(-1).length + 1 };
}

const place = (at) => (at ? `${path.basename(at.file)}:${at.line}:${at.column}` : '');
