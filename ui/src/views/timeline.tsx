import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { BucketInfo, ClassInfo, MemorySample, TimelineView } from '../api/contract';
import { PageHead, Place, Waiting } from '../widgets/basic';
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
  const isChosen = from !== null;
  return (
    <>
      <PageHead title="Timeline" help={help} command={['timeline', fileName(), ...(isChosen ? ['--from', `${from}`, '--to', `${to}`] : [])]}
        lead={view ? `${seconds(view.seconds)} of recording; ${bytes(view.buckets.reduce((sum, one) => sum + one.bytes, 0))} of what was allocated in it is still alive.` : undefined} />
      {memory.length > 1 && <Memory samples={memory} />}
      {!view ? (error ? <NoRecording reason={error} /> : <Waiting error={null} what="Reading the recording …" />) : (
        <>
          <Chart buckets={view.buckets} from={from} to={to} />
          <p class="tools">{isChosen ? <><span class="chip">{seconds(view.range.fromSeconds)} to {seconds(view.range.toSeconds)}: {count(view.range.count)} objects, {bytes(view.range.bytes)}</span>
            {source.value.isServed && <a class="button" href={link('classes', { after: view.range.afterId, last: view.range.lastId })}>Classes of this time</a>}
            <button type="button" class="quiet-button" onClick={() => change({ from: null, to: null })}>Whole recording</button></> : <span class="muted">Drag over the chart to choose a span of time.</span>}</p>
          <Born view={view} />
          <details><summary>The chart as a table</summary>
            <Table<BucketInfo> label="Allocations over time" version="buckets" rows={12} load={fixed(view.buckets)} open={(row) => change({ from: row.fromSeconds, to: row.toSeconds })} columns={[
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

// The type of the library says that it may be missing; it is not.
const barsOf = () => (uPlot.paths.bars as NonNullable<typeof uPlot.paths.bars>)({ size: [0.9, 24], align: 1 });

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const axis = (more: object) => ({ stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1 }, font: '12px system-ui, sans-serif', ...more });

function usePlot(make: (width: number) => uPlot, keys: unknown[]) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const plot = make(element.clientWidth);
    element.append(plot.root);
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: plot.height }));
    watch.observe(element);
    return () => { watch.disconnect(); plot.destroy(); };
  }, keys);
  return frame;
}

function Chart({ buckets, from, to }: { buckets: BucketInfo[]; from: number | null; to: number | null }) {
  const frame = usePlot((width) => new uPlot({
    width, height: 220, legend: { show: false }, cursor: { drag: { x: true, y: false, setScale: false } },
    scales: { x: { time: false } },
    axes: [axis({ values: (_: uPlot, ticks: number[]) => ticks.map((tick) => `${tick} s`) }), axis({ size: 74, values: (_: uPlot, ticks: number[]) => ticks.map((tick) => bytes(tick)) })],
    series: [{}, { paths: barsOf(), fill: colour('--accent'), stroke: colour('--accent'), width: 0, points: { show: false } }],
    hooks: {
      ready: [(plot) => { if (from !== null && to !== null) { const left = plot.valToPos(from, 'x'); plot.setSelect({ left, width: plot.valToPos(to, 'x') - left, top: 0, height: plot.over.clientHeight }, false); } }],
      setSelect: [(plot) => { if (plot.select.width > 2) change({ from: plot.posToVal(plot.select.left, 'x').toFixed(3), to: plot.posToVal(plot.select.left + plot.select.width, 'x').toFixed(3) }); }],
    },
  }, [buckets.map((bucket) => bucket.fromSeconds), buckets.map((bucket) => bucket.bytes)]), [buckets]);
  return <div class="plot" ref={frame} role="img" aria-label="Bytes still alive by the time of their allocation. The table below has the same figures." />;
}

function Memory({ samples }: { samples: MemorySample[] }) {
  const start = Date.parse(samples[0]?.at ?? '');
  const lines = ([['rss', 'process', '--closure'], ['heapTotal', 'heap reserved', '--string'], ['heapUsed', 'heap in use', '--accent'], ['external', 'outside the heap', '--array']] as const)
    .filter(([key]) => samples.some((sample) => sample[key] !== null && sample[key] > 0));
  const frame = usePlot((width) => new uPlot({
    width, height: 200, legend: { show: false }, cursor: { drag: { x: false, y: false } }, scales: { x: { time: false }, y: { range: (_, __, max) => [0, max * 1.05] } },
    axes: [axis({ values: (_: uPlot, ticks: number[]) => ticks.map((tick) => `${tick} s`) }), axis({ size: 74, values: (_: uPlot, ticks: number[]) => ticks.map((tick) => bytes(tick)) })],
    series: [{}, ...lines.map(([, , tone]) => ({ stroke: colour(tone), width: 2, points: { show: samples.length < 40 } }))],
  }, [samples.map((sample) => (Date.parse(sample.at) - start) / 1000), ...lines.map(([key]) => samples.map((sample) => sample[key] ?? null))] as uPlot.AlignedData), [samples]);
  return (
    <section aria-label="Memory of the process">
      <h2>Memory of the process</h2>
      <div class="plot" ref={frame} role="img" aria-label="Memory of the process over time. The table below has the same figures." />
      <ul class="legend">{lines.map(([key, name, tone]) => <li><span class={`swatch tone${tone.replace('--', '-')}`} aria-hidden="true" />{name} <span class="muted">{bytes(samples.at(-1)?.[key] ?? 0)}</span></li>)}</ul>
      <details><summary>The chart as a table</summary>
        <Table<MemorySample> label="Memory over time" version="memory" rows={10} load={fixed(samples)} columns={[
          { key: 'at', title: 'After', width: '110px', isNumber: true, cell: (row) => seconds((Date.parse(row.at) - start) / 1000) },
          ...lines.map(([key, name]) => ({ key, title: name, width: 'minmax(120px, 1fr)', isNumber: true, cell: (row: MemorySample) => (row[key] === null ? '–' : bytes(row[key])) })),
        ]} />
      </details>
    </section>
  );
}
