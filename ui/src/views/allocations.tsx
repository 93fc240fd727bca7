import { useState } from 'preact/hooks';
import type { AllocationsView, FunctionInfo } from '../api/contract';
import { PageHead, Place, Waiting } from '../widgets/basic';
import { Flame } from '../widgets/flame';
import { Table, fixed } from '../widgets/table';
import { Share } from './classes';
import { fileName, source, useData } from '../model/data';
import { bytes, clean, count } from '../model/format';
import { change, value } from '../model/route';

export type Metric = 'bytes' | 'count' | 'liveBytes' | 'liveCount' | 'samples';

const forms = [['tree', 'Flame graph'], ['callers', 'Inverted'], ['function', 'Table']] as const;
const metrics: Record<Metric, string> = { bytes: 'allocated', count: 'objects allocated', liveBytes: 'still alive', liveCount: 'objects still alive', samples: 'samples' };

export function Allocations() {
  const form = value('form') ?? 'tree';
  const { value: view, error } = useData(`allocations ${form}`, () => source.value.allocations(form));
  const known = view ? (Object.keys(metrics) as Metric[]).filter((metric) => view.sum[metric] !== null && (view.sum[metric] ?? 0) > 0) : [];
  const chosen = value('metric') as Metric;
  const metric: Metric = known.includes(chosen) ? chosen : known.includes('liveBytes') ? 'liveBytes' : 'bytes';
  return (
    <>
      <PageHead title="Allocations" command={['allocations', fileName(), '--by', form]}
        lead={view ? <>{bytes(view.sum.bytes)} allocated{view.sum.liveBytes === null ? '' : `, ${bytes(view.sum.liveBytes)} of it still alive`}. {view.recording === 'sampling' && 'Sizes are estimates from samples.'}</> : undefined} help={<>
          <p>Which functions allocated memory. Each bar is a function, as wide as what it and everything it called allocated; below it are the functions that it called. The widest way down is where memory comes from.</p>
          <p><em>Inverted</em> starts from the function that allocated and shows its callers below. <em>Still alive</em> counts only what was not collected: that is where leaks are born. Click a bar to look at it alone.</p>
        </>} />
      <div class="tools">
        <div class="switch" role="group" aria-label="Form">{forms.map(([key, name]) => <button type="button" aria-pressed={form === key} disabled={!source.value.isServed && key === 'callers'} onClick={() => change({ form: key })}>{name}</button>)}</div>
        {known.length > 1 && <label>Width is <select value={metric} onChange={(event) => change({ metric: event.currentTarget.value })}>{known.map((one) => <option value={one}>{one.toLowerCase().includes('bytes') ? `bytes ${metrics[one]}` : metrics[one]}</option>)}</select></label>}
      </div>
      {!view ? (error ? <p class="muted">This capture does not say where memory was allocated. Open a .heapprofile from <code>node --heap-prof</code>, or an allocation timeline of Chrome DevTools that was recorded with stacks.<span class="sr-only"> {clean(error)}</span></p> : <Waiting error={null} what="Reading the recording …" />) : (
        <>
          {form !== 'function' && <Graph view={view} metric={metric} />}
          <FunctionTable view={view} metric={metric} form={form} />
        </>
      )}
    </>
  );
}

function Graph({ view, metric }: { view: AllocationsView; metric: Metric }) {
  const [search, set] = useState('');
  return (
    <>
      <label class="filter"><span class="sr-only">Search functions</span><input id="filter" type="search" placeholder="Search functions  ( / )" value={search} onInput={(event) => set(event.currentTarget.value)} /></label>
      <Flame rows={view.rows} metric={metric} search={search} unit={metrics[metric]} />
    </>
  );
}

function FunctionTable({ view, metric, form }: { view: AllocationsView; metric: Metric; form: string }) {
  const [isSelf, setSelf] = useState(form === 'function');
  const rows = form === 'function' ? view.rows : [...view.rows];
  const key = (row: FunctionInfo) => (isSelf ? row.self : row.total)[metric] ?? 0;
  const sorted = rows.sort((a, b) => key(b) - key(a)).slice(0, 500);
  const whole = view.sum[metric] ?? 0;
  const figure = (one: number) => (metric.toLowerCase().includes('bytes') ? bytes(one) : count(one));
  return (
    <Table<FunctionInfo> label="Functions" version={`${form} ${metric} ${isSelf}`} rows={14} load={fixed(sorted)} sort={{ key: isSelf ? 'self' : 'total', ascending: false, change: (to) => setSelf(to === 'self') }} columns={[
      { key: 'function', title: 'Function', width: 'minmax(220px, 1fr)', isSortable: false, cell: (row) => <><span class="name">{clean(row.function) || '(anonymous)'}</span> <Place at={row.location} /></> },
      { key: 'self', title: 'Itself', width: '160px', isNumber: true, cell: (row) => (metric.toLowerCase().includes('bytes') ? <Share part={row.self[metric] ?? 0} whole={whole} /> : figure(row.self[metric] ?? 0)) },
      { key: 'total', title: 'With all it called', width: '160px', isNumber: true, cell: (row) => (metric.toLowerCase().includes('bytes') ? <Share part={row.total[metric] ?? 0} whole={whole} /> : figure(row.total[metric] ?? 0)) },
    ]} />
  );
}
