import type { BucketInfo, ClassInfo, MemorySample, TimelineView } from '../api/contract';
import { PageHead, Place, Waiting } from '../widgets/basic';
import { Chart } from '../widgets/chart';
import { Table, fixed } from '../widgets/table';
import { fileName, source, useData, useReport } from '../model/data';
import { bytes, clean, count, seconds } from '../model/format';
import { change, link, value } from '../model/route';

const help = <>
  <p>When the objects that are <strong>still alive</strong> were allocated. In a healthy program all columns but the last ones are near nothing: what was allocated for a request is gone after it. Columns that stay are what the program keeps.</p>
  <p>Drag over the chart to choose a span of time: the table shows the classes of what was born in it, and “Classes” shows them with all figures.</p>
</>;

export function Timeline() {
  const from = value('from') ? Number(value('from')) : null;
  const to = value('to') ? Number(value('to')) : null;
  const { value: view, error } = useData(`timeline ${from} ${source.value.isServed ? to : ''}`, () => source.value.timeline(from, to));
  const memory = useReport().value?.memory ?? [];
  const isChosen = from !== null && source.value.isServed;
  return (
    <>
      <PageHead title="Timeline" help={help} command={['timeline', fileName(), ...(isChosen ? ['--from', `${from}`, '--to', `${to}`] : [])]}
        lead={view ? `${seconds(view.seconds)} of recording; ${bytes(view.buckets.reduce((sum, one) => sum + one.bytes, 0))} of what was allocated in it is still alive.` : undefined} />
      {memory.length > 1 && <Memory samples={memory} />}
      {!view ? (error ? <NoRecording reason={error} /> : <Waiting error={null} what="Reading the recording …" />) : (
        <>
          <Chart label="Bytes still alive by the time of their allocation. The table below has the same figures." height={230} from={0} to={view.seconds} most={Math.max(...view.buckets.map((one) => one.bytes), 1)}
            bars={view.buckets.map((one) => ({ from: one.fromSeconds, to: one.toSeconds, value: one.bytes }))}
            brush={!source.value.isServed ? undefined : { from, to, change: (first, last) => change({ from: first.toFixed(3), to: last.toFixed(3) }) }} />
          <p class="tools">{isChosen ? <><span class="chip">{seconds(view.range.fromSeconds)} to {seconds(view.range.toSeconds)}: {count(view.range.count)} objects, {bytes(view.range.bytes)}</span>
            {source.value.isServed && <a class="button" href={link('classes', { after: view.range.afterId, last: view.range.lastId })}>Classes of this time</a>}
            <button type="button" class="quiet-button" onClick={() => change({ from: null, to: null })}>Whole recording</button></> : source.value.isServed && <span class="muted">Drag over the chart to choose a span of time.</span>}</p>
          <Born view={view} />
          <details><summary>The chart as a table</summary>
            <Table<BucketInfo> label="Allocations over time" version="buckets" rows={12} load={fixed(view.buckets)} open={source.value.isServed ? (row) => change({ from: row.fromSeconds, to: row.toSeconds }) : undefined} columns={[
              { key: 'from', title: 'From', width: '120px', isNumber: true, cell: (row) => seconds(row.fromSeconds) },
              { key: 'to', title: 'To', width: '120px', isNumber: true, cell: (row) => seconds(row.toSeconds) },
              { key: 'count', title: 'Alive', width: '140px', isNumber: true, cell: (row) => count(row.count) },
              { key: 'bytes', title: 'Bytes', width: '140px', isNumber: true, cell: (row) => bytes(row.bytes) },
            ]} />
          </details>
        </>
      )}
    </>
  );
}

function NoRecording({ reason }: { reason: string }) {
  return <p class="muted">This capture has no recording of when objects were allocated. Record one with “Allocations on timeline” in the Memory panel of Chrome DevTools and open the .heaptimeline file here. <span class="sr-only">{clean(reason)}</span></p>;
}

function Born({ view }: { view: TimelineView }) {
  return (
    <Table<ClassInfo> label="Classes of what was born in this time" version={`${view.range.afterId} ${view.range.lastId}`} rows={12} load={fixed(view.rows)} columns={[
      { key: 'class', title: 'Class', width: 'minmax(220px, 1fr)', cell: (row) => <><span class="name">{clean(row.class)}</span> <Place at={row.location} /></> },
      { key: 'count', title: 'Still alive', width: '110px', isNumber: true, cell: (row) => count(row.count) },
      { key: 'shallow', title: 'Shallow', width: '110px', isNumber: true, cell: (row) => bytes(row.shallowBytes) },
      { key: 'retained', title: 'Retained', width: '110px', isNumber: true, cell: (row) => bytes(row.retainedBytes) },
    ]} />
  );
}

const lines = [['rss', 'process', 'closure'], ['heapTotal', 'heap reserved', 'string'], ['heapUsed', 'heap in use', 'accent'], ['external', 'outside the heap', 'array']] as const;

function Memory({ samples }: { samples: MemorySample[] }) {
  const start = Date.parse(samples[0]?.at ?? '');
  const times = samples.map((sample) => (Date.parse(sample.at) - start) / 1000);
  const shown = lines.filter(([key]) => samples.some((sample) => (sample[key] ?? 0) > 0));
  const most = Math.max(...samples.flatMap((sample) => shown.map(([key]) => sample[key] ?? 0)));
  return (
    <section aria-label="Memory of the process">
      <h2>Memory of the process</h2>
      <Chart label="Memory of the process over time. The table below has the same figures." height={210} from={0} to={times.at(-1) ?? 1} most={most}
        lines={{ times, all: shown.map(([key, , tone]) => ({ tone, points: samples.map((sample) => sample[key]) })) }} />
      <ul class="legend">{shown.map(([key, name, tone]) => <li><span class={`swatch tone-${tone}`} aria-hidden="true" />{name} <span class="muted">{bytes(samples.at(-1)?.[key] ?? 0)}</span></li>)}</ul>
      <details><summary>The chart as a table</summary>
        <Table<MemorySample> label="Memory over time" version="memory" rows={10} load={fixed(samples)} columns={[
          { key: 'at', title: 'After', width: '110px', isNumber: true, cell: (row) => seconds((Date.parse(row.at) - start) / 1000) },
          ...shown.map(([key, name]) => ({ key, title: name, width: 'minmax(120px, 1fr)', isNumber: true, cell: (row: MemorySample) => (row[key] === null ? '–' : bytes(row[key])) })),
        ]} />
      </details>
    </section>
  );
}
