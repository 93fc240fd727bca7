import type { Finding, LeakReport, SourcesView } from '../api/contract';
import { PartsBar, Columns } from '../widgets/bars';
import { CopyCommand, Excerpt, PageHead, Waiting } from '../widgets/basic';
import { fileName, fileNames, session, source, useData, useReport, useSources } from '../model/data';
import { arrow, bytes, clean, count, of, percent, place, signed, signedBytes } from '../model/format';
import { link } from '../model/route';
import { holderIndex, kindsOf, nameOf, kindOf, stepLabel } from '../model/words';

const verdicts: Record<LeakReport['verdict'], string> = { leak: 'Leak', suspects: 'Suspects', 'no-leak': 'No leak', inconclusive: 'Not decided' };
const outcomes: Record<string, string> = { fixed: 'Fixed', 'still-leaks': 'Still leaks', 'another-leak': 'Another leak', 'still-none': 'Still no leak', inconclusive: 'Not decided' };
const certainty = {
  certain: 'It grew in every interval by the same number, and nothing was ever removed.',
  likely: 'It grew in every interval, but something was removed as well or the pace varied.',
  suspect: 'From one snapshot only, or from growth that is not regular.',
};

export function Overview() {
  const { value: report, error } = useReport();
  const { value: sources } = useSources();
  return (
    <>
      <PageHead title="Overview" command={['leaks', ...fileNames()]} help={<>
        <p>Each card below is one leak: <strong>what</strong> grows, <strong>who</strong> holds it, and the line of your program where the holder is declared. Nothing of it goes away until the holder lets go.</p>
        <p><em>Retained</em> bytes are what would be freed if the leaked objects went. <em>Certain</em> means that it grew with every round of work and nothing was ever taken out; one snapshot alone shows <em>suspects</em>.</p>
      </>} />
      {report ? <Verdict report={report} /> : <Waiting error={error} what="Looking for leaks …" />}
      {report && report.snapshots.length > 0 && <Findings report={report} sources={sources} />}
      {report && report.snapshots.length === 0 && <NoSnapshot />}
      {report && report.dismissed.length > 0 && <Dismissed report={report} />}
      <HeapNow />
      {report && report.snapshots.length > 0 && <Measurement report={report} />}
    </>
  );
}

function NoSnapshot() {
  const hasProfile = session.value?.captures.some((one) => one.kind === 'profile');
  return (
    <section aria-label="What to do">
      {hasProfile && <p>A sampling profile says where memory was allocated: <a href={link('allocations')}>look at the allocations</a>.</p>}
      <p class="muted">Drop a .heapsnapshot file onto this page, or three of one process with equal work between them: <code>heaptrail snapshot PID</code> takes one.</p>
    </section>
  );
}

function Verdict({ report }: { report: LeakReport }) {
  const sizes = report.snapshots.map((snapshot) => snapshot.shallowBytes);
  const findings = report.findings.filter((finding) => !finding.ignored);
  const growth = (sizes.at(-1) ?? 0) - (sizes[0] ?? 0);
  const explained = findings.filter((finding) => finding.growth.added > 0);
  const known = explained.reduce((sum, finding) => sum + finding.growth.added, 0);
  const word = report.verification ? outcomes[report.verification.outcome] : verdicts[report.verdict];
  const isGood = report.verification ? ['fixed', 'still-none'].includes(report.verification.outcome) : report.verdict === 'no-leak';
  return (
    <section class={`verdict ${isGood ? 'good' : report.verdict === 'leak' ? 'bad' : 'unsure'}`} aria-label="The answer">
      <p class="verdict-line"><span class="badge">{word}</span> <span class="verdict-text">{clean(report.summary)}</span></p>
      {report.target && <p class="muted">{clean(report.target.command)} · Node.js {report.target.node ?? 'of an unknown version'}{report.load ? ` · ${of(report.load.requests, 'request')}` : ''}</p>}
      {sizes.length > 1 && (
        <div class="verdict-charts">
          <div><h2>Heap after each snapshot</h2><Columns title="Size of the heap at each snapshot" values={sizes} labels={sizes.map((_, i) => `${i + 1}`)} format={bytes} /></div>
          {growth > 0 && known > 0 && (
            <PartsBar title="Growth by cause" total={Math.max(growth, known)} parts={[
              ...explained.map((finding, i) => ({ name: clean(finding.title), bytes: finding.growth.added, tone: `cause-${Math.min(i, 3)}`, href: link('story', { finding: finding.rank }) })),
              ...(growth > known ? [{ name: 'everything else', bytes: growth - known, tone: 'rest' }] : []),
            ]} />
          )}
        </div>
      )}
    </section>
  );
}

function Findings({ report, sources }: { report: LeakReport; sources: SourcesView | null }) {
  const findings = report.findings.filter((finding) => !finding.ignored);
  const passed = report.findings.length - findings.length;
  return (
    <section aria-labelledby="findings-title">
      <h2 id="findings-title">{report.verdict === 'suspects' ? 'Suspects' : 'Leaks'}</h2>
      {findings.length === 0 && <p class="muted">Nothing that leaks was found.</p>}
      {findings.map((finding) => <Card finding={finding} report={report} sources={sources} />)}
      {passed > 0 && <p class="muted">{of(passed, 'known finding')} passed over.</p>}
    </section>
  );
}

function Card({ finding, report, sources }: { finding: Finding; report: LeakReport; sources: SourcesView | null }) {
  const at = finding.holder.location;
  const excerpt = at && sources?.excerpts.find((one) => one.file === at.file && one.line === at.line);
  const isSeries = finding.unit.objects.length > 1;
  const story = link('story', { finding: finding.rank });
  return (
    <article class="card" aria-labelledby={`finding-${finding.rank}`}>
      <header class="card-head">
        <h3 id={`finding-${finding.rank}`}><span class="rank">{finding.rank}</span><a href={story}>{clean(finding.title)}</a></h3>
        <span class={`tag ${finding.confidence}`} title={certainty[finding.confidence]}>{finding.confidence}</span>
      </header>
      <p class="figures">
        {isSeries
          ? <><strong>{arrow(finding.growth.added)} {signedBytes(finding.growth.added)}</strong> retained<span class="dot" /><strong>{arrow(finding.unit.added)} {signed(finding.unit.added)}</strong> objects</>
          : <><strong>{bytes(finding.growth.retainedBytes.at(-1) ?? 0)}</strong> retained<span class="dot" /><strong>{count(finding.unit.objects.at(-1) ?? 0)}</strong> {finding.unit.objects.at(-1) === 1 ? 'object' : 'objects'}</>}
        {finding.growth.perRequest !== null && finding.growth.perRequest > 0 && <><span class="dot" />{bytes(finding.growth.perRequest)} with every request</>}
      </p>
      <p class="sentence">{clean(finding.sentence)}</p>
      <div class="card-columns">
        <div>
          <h4>Why it stays</h4>
          <ShortPath finding={finding} />
          <h4>{report.snapshots.length === 1 ? 'What next' : 'What to cut'}</h4>
          <p>{clean(finding.fix.text)}</p>
        </div>
        <div>
          {excerpt ? <Excerpt excerpt={excerpt} /> : at && <p>Declared at <code>{place(at)}</code></p>}
          {finding.allocatedAt.length > 0 && <p>Created at {finding.allocatedAt.map((site) => <><code>{clean(site.file)}:{site.line}</code> in {clean(site.function)} ({percent(site.share, 1)}) </>)}</p>}
          {isSeries && <Columns title="Objects held at each snapshot" values={finding.unit.objects} labels={finding.unit.objects.map((_, i) => `snapshot ${i + 1}`)} format={count} />}
        </div>
      </div>
      <p class="actions">
        <a class="button" href={story}>Why it stays</a>
        {finding.holder.id > 0 && <a class="quiet-button" href={link('inspector', { id: finding.holder.id })}>Look inside</a>}
        <CopyCommand words={['retainers', fileName(), `@${finding.path.at(-1)?.id ?? finding.holder.id}`]} />
      </p>
    </article>
  );
}

function ShortPath({ finding }: { finding: Finding }) {
  const holder = holderIndex(finding);
  const steps = finding.path.slice(Math.max(0, holder - 1));
  const shown = steps.length > 4 ? [...steps.slice(0, 2), null, ...steps.slice(-1)] : steps;
  return (
    <ol class="short-path">
      {shown.map((step, i) => step === null ? <li class="gap">…</li> : (
        <li class={step.id === finding.holder.id ? 'holder' : ''}>
          {i > 0 && <span class="muted">{kindOf(step.edge)} </span>}
          {i > 0 && <b>{nameOf(step.edge)} </b>}
          <span>{stepLabel(step)}</span>
          {step.id === finding.holder.id && finding.unit.objects.length > 1 && <span class="mark">grows here</span>}
        </li>
      ))}
    </ol>
  );
}

function Dismissed({ report }: { report: LeakReport }) {
  return (
    <section aria-labelledby="dismissed-title">
      <h2 id="dismissed-title">Grew, but is no leak</h2>
      <ul class="plain-list">{report.dismissed.map((one) => <li><span class="figure">{signedBytes(one.bytes)}</span> <strong>{clean(one.what)}</strong>: {clean(one.why)}</li>)}</ul>
    </section>
  );
}

function HeapNow() {
  const { value, error } = useData('overview-summary', () => source.value.summary({ limit: 5 }));
  if (!value) return error ? null : <Waiting error={null} what="Reading the heap …" />;
  return (
    <section aria-label="The heap now">
      <PartsBar title="Heap by kind" total={value.statistics.totalBytes} parts={kindsOf(value.statistics)} />
      <p class="muted">{of(value.nodes, 'object')} and {of(value.edges, 'reference')}{value.node ? ` · Node.js ${value.node}` : ''}. The largest classes: {value.rows.map((row, i) => (
        <>{i > 0 && ', '}<a href={link('classes', { filter: row.class })}>{clean(row.class)}</a></>))}.</p>
    </section>
  );
}

function Measurement({ report }: { report: LeakReport }) {
  return (
    <section aria-labelledby="measured-title" class="measured">
      <h2 id="measured-title">What was measured</h2>
      <ul class="plain-list">
        {report.snapshots.map((snapshot) => <li><code>{clean(snapshot.file)}</code> <span class="muted">{of(snapshot.nodes, 'object')}, {bytes(snapshot.shallowBytes)}{snapshot.requests === null ? '' : `, after ${of(snapshot.requests, 'request')}`}</span></li>)}
      </ul>
      {report.warnings.map((warning) => <p class="note">{clean(warning)}</p>)}
      {session.value && !session.value.areValuesShown && <p class="note">Texts of strings are hidden in this report, since they may be secrets; only their lengths are there. <code>--show-values</code> puts them in.</p>}
    </section>
  );
}
