import type { ObjectRow } from '../api/contract';
import { PageHead, Place } from '../widgets/basic';
import { Holders } from '../widgets/holders';
import { sortOf } from '../widgets/filter';
import { Table } from '../widgets/table';
import { ask, fileName, source, useData } from '../model/data';
import { bytes, clean, of, short } from '../model/format';
import { go, value } from '../model/route';
import { labelOf } from '../model/words';

/** The objects of one class. */
export function Objects() {
  const className = value('class') ?? '';
  const sort = sortOf('retained');
  const { value: first } = useData(`objects-head ${className}`, () => source.value.objects(className, { limit: 1 }));
  return (
    <>
      <PageHead title={clean(className)} command={['objects', fileName(), className]} lead={first ? `${of(first.count, 'object')}, ${bytes(first.shallowBytes)} in themselves.` : undefined}
        help={<p>The objects of one class. A row opens the object: what is in it, and who holds it. The list of holders puts objects together that are held in the same way.</p>} />
      <Table<ObjectRow> label={`Objects of ${clean(className)}`} version={`${className} ${sort.key} ${sort.ascending}`} sort={{ ...sort, ascending: sort.key === 'distance' || sort.key === 'id' }} rows={16} open={(row) => go('inspector', { id: row.object.id })}
        load={async (offset, limit) => {
          const query = { offset, limit, sort: sort.key };
          const part = await ask(`objects ${className} ${JSON.stringify(query)}`, () => source.value.objects(className, query));
          return { rows: part.rows, total: part.count };
        }}
        columns={[
          { key: 'object', title: 'Object', width: 'minmax(180px, 1fr)', isSortable: false, cell: (row) => <><span class="name">{labelOf(row.object)}</span> <Place at={row.location} /></> },
          { key: 'preview', title: 'Holds', width: 'minmax(200px, 1.4fr)', isSortable: false, cell: (row) => <span class="muted">{short(row.preview, 140)}</span> },
          { key: 'id', title: 'Id', width: '110px', isNumber: true, cell: (row) => <span class="id">@{row.object.id}</span> },
          { key: 'distance', title: 'Distance', width: '92px', isNumber: true, cell: (row) => row.object.distance ?? '–' },
          { key: 'shallow', title: 'Shallow', width: '100px', isNumber: true, cell: (row) => bytes(row.object.shallowBytes) },
          { key: 'retained', title: 'Retained', width: '112px', isNumber: true, cell: (row) => bytes(row.object.retainedBytes) },
        ]} />
      <Holders className={className} example={null} />
    </>
  );
}
