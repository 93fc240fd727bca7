import type { RetainerInfo } from '../api/contract';
import { source, useData } from '../model/data';
import { bytes } from '../model/format';
import { go } from '../model/route';
import { kindOf, labelOf, nameOf } from '../model/words';
import { Waiting } from './basic';
import { Tree, treeOf } from './tree';

/** The tree of what holds an object. */
export function RetainerTree({ id, title }: { id: number; title: string }) {
  const { value, error } = useData(`retainers ${id}`, () => source.value.retainers(id, 3));
  const canOpen = (row: RetainerInfo) => source.value.isServed && !row.isCycle && !row.isRoot;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {!value ? <Waiting error={error} what="Following the references …" /> : value.rows.length === 0 ? <p class="muted">Nothing holds it: it is a root, or garbage that was not collected yet.</p> : (
        <Tree<RetainerInfo> label={title} nodes={treeOf(value.rows, canOpen, (row) => row.level < 2 && row.place === 1)}
          load={async (row) => treeOf((await source.value.retainers(row.object.id, 1)).rows, canOpen, () => false)}
          open={(row) => go('inspector', { id: row.object.id })}
          columns={[
            { title: 'Held by', width: 'minmax(260px, 1fr)', cell: (row) => <><span class="name">{nameOf(row.edge) || kindOf(row.edge)}</span> <span class="muted">in</span> {labelOf(row.object)} <span class="id">@{row.object.id}</span>{row.isCycle && <span class="muted"> again</span>}{row.isRoot && <span class="muted"> root</span>}</> },
            { title: 'How', width: '110px', cell: (row) => <span class="muted">{kindOf(row.edge)}</span> },
            { title: 'Distance', width: '84px', isNumber: true, cell: (row) => row.object.distance ?? '–' },
            { title: 'Shallow', width: '100px', isNumber: true, cell: (row) => bytes(row.object.shallowBytes) },
            { title: 'Retained', width: '100px', isNumber: true, cell: (row) => bytes(row.object.retainedBytes) },
          ]} />
      )}
    </section>
  );
}
