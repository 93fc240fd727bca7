import { useState } from 'preact/hooks';
import type { Finding, PathStep, RetainedView } from '../api/contract';
import { Excerpt, PageHead, Place, Waiting } from '../widgets/basic';
import { RetainerTree } from '../widgets/retainers';
import { fileName, source, useData, useReport, useSources } from '../model/data';
import { bytes, clean, count, of, percent } from '../model/format';
import { go, link, value } from '../model/route';
import { holderIndex, kindOf, labelOf, nameOf, scopeStart, sentenceOf, stepLabel, stepsOf } from '../model/words';

/** Why something stays: of a finding, or of any object. */
export function Story() {
  const id = value('id');
  return id ? <ObjectStory id={Number(id)} /> : <FindingStory rank={Number(value('finding') ?? 1)} />;
}

const help = <>
  <p>An object stays in memory as long as a chain of references leads to it from the start of the program. Read the steps from the top: each line says how the thing above leads to the thing below. Cut the chain at one step and everything below it can go.</p>
  <p>The marked step is the one that grows: that is where to cut. <em>Show what comes back</em> works out what would be freed if that one reference were gone. The tree below lists everything else that holds the object, as the Retainers pane of Chrome DevTools does.</p>
</>;

function FindingStory({ rank }: { rank: number }) {
  const { value: report, error } = useReport();
  const { value: sources } = useSources();
  const findings = report?.findings.filter((finding) => !finding.ignored) ?? [];
  const finding = findings.find((one) => one.rank === rank) ?? findings[0];
  if (!report) return <><PageHead title="Why it stays" help={help} /><Waiting error={error} what="Looking for leaks …" /></>;
  if (!finding) return <PageHead title="Why it stays" help={help}><p class="muted">No leak was found, so there is no story to tell. Any object can be followed from the <a href={link('classes')}>classes</a>.</p></PageHead>;
  const leaked = finding.path.at(-1)?.id ?? finding.holder.id;
  const places = [finding.holder.location, ...finding.path.map((step) => step.location)].filter((at) => at !== null);
  const excerpts = (sources?.excerpts ?? []).filter((one) => places.some((at) => at.file === one.file && at.line === one.line)).slice(0, 3);
  return (
    <>
      <PageHead title={clean(finding.title)} lead={clean(finding.sentence)} help={help} command={['retainers', fileName(), `@${leaked}`]}>
        {findings.length > 1 && (
          <nav class="chips" aria-label="Findings">
            {findings.map((one) => <a class="chip" aria-current={one === finding ? 'true' : undefined} href={link('story', { finding: one.rank })}>{one.rank}. {clean(one.title)}</a>)}
          </nav>
        )}
      </PageHead>
      <Steps key={finding.rank} steps={finding.path} start={scopeStart(finding)} finding={finding} total={report.snapshots.at(-1)?.shallowBytes ?? 0} />
      {finding.otherPaths > 0 && <p class="note">{of(finding.otherPaths, 'other holder')} {finding.otherPaths === 1 ? 'keeps' : 'keep'} the same objects: they stay until every holder lets go.</p>}
      <section class="fix" aria-label="What to cut"><h2>What to cut</h2><p>{clean(finding.fix.text)}</p></section>
      {excerpts.length > 0 && <section aria-label="Source"><h2>In your program</h2><div class="excerpts">{excerpts.map((excerpt) => <Excerpt excerpt={excerpt} />)}</div></section>}
      <RetainerTree key={leaked} id={leaked} title="Everything that holds one of them" />
    </>
  );
}

function ObjectStory({ id }: { id: number }) {
  const { value: view, error } = useData(`inspect ${id} 30`, () => source.value.inspect(id, 30));
  const inspected = view?.objects[0];
  if (!inspected) return <><PageHead title="Why it stays" help={help} /><Waiting error={error} what="Looking for the object …" /></>;
  return (
    <>
      <PageHead title={`Why ${labelOf(inspected.object)} stays`} help={help} command={['retainers', fileName(), `@${id}`]}
        lead={<>{bytes(inspected.object.retainedBytes)} would be freed with it. <a href={link('inspector', { id })}>Look inside</a></>} />
      <Steps key={id} steps={stepsOf(inspected.path)} start={Math.max(0, inspected.path.length - 6)} finding={null} total={view?.totalBytes ?? 0} />
      <RetainerTree key={id} id={id} title="Everything that holds it" />
    </>
  );
}

function Steps({ steps, start, finding, total }: { steps: PathStep[]; start: number; finding: Finding | null; total: number }) {
  const [isWhole, setWhole] = useState(false);
  const holder = finding ? holderIndex(finding) : -1;
  const from = isWhole || start < 2 ? 0 : start;
  const above = steps.slice(0, from).reduce((sum, step) => sum + Math.max(1, step.repeated), 0);
  const objects = finding?.unit.objects.at(-1) ?? 1;
  return (
    <section class="story" aria-label="The chain of references">
      {from > 0 && <button type="button" class="quiet-button" onClick={() => setWhole(true)}>Show {of(above, 'step')} from the start of the program</button>}
      <ol>
        {steps.slice(from).map((step, i) => {
          const index = from + i;
          const isHolder = index === holder;
          const isLeaked = index === steps.length - 1;
          const previous = steps[index - 1];
          const what = stepLabel(step);
          return (
            <li class={`step${isHolder ? ' holder' : ''}${isLeaked ? ' leaked' : ''}`}>
              <div class="step-words">
                <p>
                  {isHolder && finding ? `${sentenceOf(step.edge, what, index === 0)} It ${finding.unit.objects.length > 1 ? `holds ${count(objects)} of them and gained ${count(finding.unit.added)}` : `holds ${of(objects, 'object')}`}.` : isLeaked && finding && objects > 1 ? `One of the ${count(objects)}: ${what}.` : sentenceOf(step.edge, what, i === 0)}
                  {step.repeated > 1 && <span class="muted"> The same step {count(step.repeated)} times.</span>}
                </p>
                <p class="step-notes">
                  <Place at={isHolder && finding ? (finding.holder.location ?? step.location) : step.location} />
                  {i > 0 && previous && <Cut from={previous.id} step={step} isShown={isHolder} />}
                </p>
              </div>
              <div class="step-box">
                {i > 0 && <span class="step-edge"><span class="muted">{kindOf(step.edge)}</span> {nameOf(step.edge)}</span>}
                <button type="button" class="box" onClick={() => go('inspector', { id: step.id })} title={`Look inside @${step.id}`}>
                  <span class="box-name">{what}</span>
                  <span class="box-figure">{bytes(step.retainedBytes)}{total > 0 && <span class="muted"> {percent(step.retainedBytes, total)}</span>}</span>
                </button>
                {isHolder && <span class="mark">{finding && finding.unit.objects.length > 1 ? 'grows here: cut at this step' : 'holds them'}</span>}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** What would be freed without one reference. */
function Cut({ from, step, isShown }: { from: number; step: PathStep; isShown: boolean }) {
  const [result, set] = useState<RetainedView | string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    set(await source.value.cut(from, step.edge).catch((error: Error) => error.message));
    setBusy(false);
  };
  if (result === null) return (source.value.isServed || isShown) && step.edge.type !== 'weak' && step.edge.name ? <button type="button" class="cut" disabled={isBusy} onClick={ask}>{isBusy ? 'Working it out …' : 'Show what comes back'}</button> : null;
  if (typeof result === 'string') return <span class="cut-result" role="status">This step is told in short: cut it at a neighbouring one.</span>;
  return (
    <span class="cut-result" role="status">
      {result.retainedBytes > 0
        ? <>Without this reference <strong>{bytes(result.retainedBytes)}</strong> and {of(result.count, 'object')} would come back: {result.rows.slice(0, 3).map((row) => `${count(row.count)} ${clean(row.class)}`).join(', ')}.</>
        : 'Nothing would come back: something else holds it as well.'}
    </span>
  );
}
