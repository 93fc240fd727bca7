import { useState } from 'preact/hooks';
import type { ComparedClassInfo, GrowingObjectInfo } from '../api/contract';
import { Spark } from '../widgets/bars';
import { PageHead, Place, Waiting } from '../widgets/basic';
import { Filter, sortOf } from '../widgets/filter';
import { Holders } from '../widgets/holders';
import { Table, fixed } from '../widgets/table';
import { ask, fileNames, session, source, useData } from '../model/data';
import { arrow, bytes, clean, count, of, signed, signedBytes } from '../model/format';
import { go, value } from '../model/route';
import { labelOf } from '../model/words';

export function Growth() {
  const files = session.value?.compared.length ?? 0;
  const { value: view, error } = useData(files > 1 ? 'diff-head' : null, () => source.value.diff({ limit: 1 }));
  const [chosen, choose] = useState<ComparedClassInfo | null>(null);
  const sort = sortOf('growth');
  const filter = value('filter');
  const head = <PageHead title="Growth" command={['diff', ...fileNames()]} lead={view ? `${count(view.classes)} classes in ${of(view.snapshots.length, 'snapshot')}: ${view.snapshots.map((one) => bytes(one.totalBytes)).join(' → ')}.` : undefined} help={<>
    <p>What came and went between the snapshots, by class. Classes with more objects in <strong>every</strong> snapshot stand first: they are where leaks are. The small columns show the number of objects at each snapshot.</p>
    <p><em>Survivors</em> came between the first and the last snapshot but one and are still there: work in progress has none. Open a row to see who holds its objects.</p>
  </>} />;
  if (files < 2) return <>{head}<p class="muted">One snapshot shows what is there, not what grows. Take two more of the same process with equal work between them, and open all three together.</p></>;
  if (!view) return <>{head}<Waiting error={error} what="Comparing the snapshots …" /></>;
  return (
    <>
      {head}
      {view.warnings.map((warning) => <p class="note">{clean(warning)}</p>)}
      <Filter label="Filter classes" />
      <Table<ComparedClassInfo> label="Classes by growth" version={`${filter} ${sort.key} ${sort.ascending}`} sort={sort} open={choose} rows={16}
        load={async (offset, limit) => {
          const query = { offset, limit, sort: sort.key, ascending: sort.ascending, filter };
          const part = await ask(`diff ${JSON.stringify(query)}`, () => source.value.diff(query));
          return { rows: part.rows, total: part.classes };
        }}
        columns={[
          { key: 'class', title: 'Class', width: 'minmax(180px, 1fr)', cell: (row) => <><span class="name">{clean(row.class)}</span> <Place at={row.location} /></> },
          { key: 'growth', title: 'Objects', width: '240px', cell: (row) => <><Spark values={row.counts} /> <span class="muted">{row.counts.map((n) => count(n)).join(' → ')}</span></> },
          { key: 'count', title: 'Change', width: '100px', isNumber: true, cell: (row) => `${arrow(row.countDelta)} ${signed(row.countDelta)}` },
          { key: 'size', title: 'Size', width: '110px', isNumber: true, cell: (row) => signedBytes(row.bytesDelta) },
          { key: 'new', title: 'New', width: '96px', isNumber: true, cell: (row) => bytes(row.newBytes) },
          { key: 'survivors', title: 'Survivors', width: '96px', isNumber: true, cell: (row) => bytes(row.survivorBytes) },
          { key: 'pattern', title: 'Pattern', width: '118px', isSortable: false, cell: (row) => (row.counts.length < 3 ? (row.countDelta > 0 ? 'grew' : '') : row.growsEveryTime ? <strong class="grows">every time</strong> : row.countDelta > 0 ? <span class="muted">at times</span> : <span class="muted">settled</span>) },
        ]} />
      {chosen && <Holders className={chosen.class} example={chosen.exampleId} close={() => choose(null)} />}
      {view.growing.length > 0 && <section aria-labelledby="growing-title">
        <h2 id="growing-title">Objects that hold more every time</h2>
        <Table<GrowingObjectInfo> label="Objects that hold more every time" version="growing" rows={10} load={fixed(view.growing)} open={(row) => go('story', { id: row.object.id })} columns={[
          { key: 'object', title: 'Object', width: 'minmax(200px, 1fr)', cell: (row) => <><span class="name">{labelOf(row.object)}</span> <span class="id">@{row.object.id}</span></> },
          { key: 'references', title: 'References', width: '260px', cell: (row) => <><Spark values={row.references} /> <span class="muted">{row.references.map((n) => count(n)).join(' → ')}</span></> },
          { key: 'retained', title: 'Retained', width: '290px', isNumber: true, cell: (row) => row.retainedBytes.map((n) => bytes(n)).join(' → ') },
        ]} />
      </section>}
    </>
  );
}
