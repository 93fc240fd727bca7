import { useState } from 'preact/hooks';
import type { ClassInfo } from '../api/contract';
import { PageHead, Place } from '../widgets/basic';
import { Filter, sortOf } from '../widgets/filter';
import { Holders } from '../widgets/holders';
import { Table } from '../widgets/table';
import { ask, fileName, source, useData } from '../model/data';
import { bytes, clean, count, of, percent } from '../model/format';
import { change, go, value } from '../model/route';

export function Classes() {
  const after = number(value('after'));
  const last = number(value('last'));
  const filter = value('filter');
  const sort = sortOf('retained');
  const [chosen, choose] = useState<ClassInfo | null>(null);
  const { value: head } = useData('overview-summary', () => source.value.summary({ limit: 5 }));
  const total = head?.statistics.totalBytes ?? 0;
  return (
    <>
      <PageHead title="Classes" command={['summary', fileName(), '--sort', ['count', 'shallow', 'retained'].includes(sort.key) ? sort.key : 'retained', ...(filter ? ['--filter', filter] : [])]}
        lead={head ? `${of(head.nodes, 'object')}, ${bytes(total)}.` : undefined} help={<>
          <p>All objects of the heap by class, with the figures of the Summary view of Chrome DevTools. <em>Shallow</em> is what the objects take themselves. <em>Retained</em> is what would be freed with all of them, nothing counted twice. <em>Distance</em> is the number of references from a root to the nearest of them.</p>
          <p>Names in brackets are V8's own: <code>(string)</code>, <code>(compiled code)</code>. A class like <code>{'{url, date}'}</code> stands for plain objects with these properties.</p>
        </>} />
      <div class="tools">
        <Filter label="Filter classes" />
        {after !== undefined && <span class="chip">Born in the chosen time and still alive <button type="button" aria-label="Show all objects" onClick={() => change({ after: null, last: null })}>×</button></span>}
      </div>
      <Table<ClassInfo> label="Classes" version={`${filter} ${sort.key} ${sort.ascending} ${after} ${last}`} sort={sort} rows={20} open={(row) => (source.value.isServed ? go('objects', { class: row.class }) : choose(row))}
        empty="No class has this in its name."
        load={async (offset, limit) => {
          const query = { offset, limit, sort: sort.key, ascending: sort.ascending, filter, after, last };
          const part = await ask(`summary ${JSON.stringify(query)}`, () => source.value.summary(query));
          return { rows: part.rows, total: part.classes };
        }}
        columns={[
          { key: 'class', title: 'Class', width: 'minmax(220px, 1fr)', cell: (row) => <><span class="name">{clean(row.class)}</span> <Place at={row.location} /></> },
          { key: 'count', title: 'Objects', width: '110px', isNumber: true, cell: (row) => count(row.count) },
          { key: 'distance', title: 'Distance', width: '92px', isNumber: true, cell: (row) => row.distance ?? '–' },
          { key: 'shallow', title: 'Shallow', width: '150px', isNumber: true, cell: (row) => <Share part={row.shallowBytes} whole={total} /> },
          { key: 'retained', title: 'Retained', width: '150px', isNumber: true, cell: (row) => <Share part={row.retainedBytes} whole={total} /> },
        ]} />
      {chosen && <Holders className={chosen.class} example={null} close={() => choose(null)} />}
    </>
  );
}

export function Share({ part, whole }: { part: number; whole: number }) {
  return (
    <span class="share">
      <span class="share-bar" aria-hidden="true" style={{ inlineSize: `${whole > 0 ? Math.min(100, (100 * part) / whole) : 0}%` }} />
      <span>{bytes(part)}</span> <span class="muted share-percent">{percent(part, whole)}</span>
    </span>
  );
}

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
