// Judges the findings of one case by what its case.json accepts.
const causes = { 'unreleased-connection-or-stream': 'unreleased-resource' };
const countWithin = 0.02;

export const headings = [
  '| case | found | cause | holder | unit | per request | place | confidence | s |',
  '|---|---|---|---|---|---:|---|---|---:|',
];

export const isRight = {
  holder: (row) => row.rank === 1,
  cause: (row) => row.right.cause,
  unit: (row) => row.right.unit,
  count: (row) => row.right.count,
  place: (row) => row.right.place,
};

export function judge(spec, variant, findings, seconds) {
  const label = `${spec.name}${spec.expect === 'healthy' ? '' : ` ${variant}`}`;
  if (spec.expect !== 'leak' || variant === 'fixed') {
    const outside = spec.expect === 'leak-outside-heap' && variant === 'leaky';
    const alarm = findings[0];
    const found = alarm ? '**false alarm**' : outside ? 'outside the heap' : 'quiet';
    return { kind: outside ? 'outside' : 'quiet', good: !alarm, line: line(label, found, alarm, seconds) };
  }
  const patterns = spec.holder.map((text) => new RegExp(text));
  const rank = findings.findIndex((finding) => words(finding).some((word) => patterns.some((pattern) => pattern.test(word)))) + 1;
  const finding = findings[Math.max(rank - 1, 0)];
  if (!finding) return { kind: 'leak', good: false, rank, right: {}, line: line(label, '-', null, seconds) };
  const { name, perRequest } = spec.growsPerIteration;
  const cause = causes[spec.pattern] ?? spec.pattern;
  const right = {
    cause: finding.cause === cause,
    unit: finding.unit.class === name || finding.unit.class === `${name}()`,
    count: Math.abs(finding.unit.perRequest - perRequest) <= perRequest * countWithin,
    place: finding.holder.location !== null,
  };
  const want = { cause: right.cause ? '' : cause, unit: right.unit ? '' : name, count: right.count ? '' : perRequest };
  return { kind: 'leak', good: rank === 1, rank, right, line: line(label, rank || '-', finding, seconds, want) };
}

// A holder may be named by the finding itself or by any step of its path.
function words(finding) {
  const steps = finding.path.flatMap((step) => [step.edge.name, step.class, step.name, `closure:${step.name}`]);
  return [finding.holder.name, finding.sentence, ...steps];
}

function line(label, found, finding, seconds, want = {}) {
  const wanted = (text) => (text === undefined || text === '' ? '' : `, want ${text}`);
  const cells = finding
    ? [finding.cause + wanted(want.cause), finding.holder.name, `\`${finding.unit.class}\`${wanted(want.unit)}`, finding.unit.perRequest + wanted(want.count),
      place(finding.holder.location), finding.confidence]
    : ['', '', '', '', '', ''];
  return `| ${[label, found, ...cells, seconds.toFixed(1)].join(' | ')} |`.replaceAll(/ {2,}/g, ' ');
}

const place = (at) => (at ? `${at.file.replace(/^.*(node_modules|\/corpus\/[^/]+)\//, '')}:${at.line}` : '');
