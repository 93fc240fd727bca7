import type { DominatedInfo } from '../api/contract';
import { PageHead, Waiting } from '../widgets/basic';
import { Tree, treeOf } from '../widgets/tree';
import { Treemap } from '../widgets/treemap';
import { Share } from './classes';
import { fileName, source, useData } from '../model/data';
import { bytes, count, percent } from '../model/format';
import { go, link, value } from '../model/route';
import { labelOf } from '../model/words';

export function Dominators() {
  const id = value('id') ? Number(value('id')) : null;
  const trail = (value('trail') ?? '').split('.').filter(Boolean);
  const { value: view, error } = useData(`dominators ${id}`, () => source.value.dominators(id, 4, 40));
  const dive = (row: DominatedInfo) => row.object.id !== view?.object.id && go('dominators', { id: row.object.id, trail: [...trail, id ?? ''].filter((one) => one !== '').join('.') });
  const canOpen = (row: DominatedInfo) => source.value.isServed && row.object.retainedBytes > row.object.shallowBytes;
  const up = () => { const before = trail.at(-1); go('dominators', { id: before, trail: trail.slice(0, -1).join('.') }); };
  return (
    <div onKeyDown={(event) => { if (event.key === 'Backspace' && id !== null && !(event.target instanceof HTMLInputElement)) up(); }}>
      <PageHead title="Dominators" command={['dominators', fileName(), ...(id === null ? [] : [`@${id}`])]}
        lead={view ? <>{id === null ? 'The whole heap' : labelOf(view.object)} keeps {bytes(view.object.retainedBytes)} alive, {percent(view.object.retainedBytes, view.totalBytes)} of the heap.</> : undefined} help={<>
          <p>Who owns the bytes. Each box is an object, as large as what would be freed with it; what lies inside belongs to it alone. Click a box to go into it, Backspace goes back.</p>
          <p>Where a large box holds many small ones, bytes gather: that object, marked ◎, is the one to look at. The table has the same as the map.</p>
        </>}>
        {id !== null && <p class="crumbs"><a href={link('dominators')}>Whole heap</a> {trail.length > 0 && <button type="button" class="quiet-button" onClick={up}>One level up</button>} <a href={link('inspector', { id })}>Look inside</a> <a href={link('story', { id })}>Why it stays</a></p>}
      </PageHead>
      {!view ? <Waiting error={error} what="Adding up who owns what …" /> : (
        <>
          {view.rows.length > 0 ? <Treemap view={view} open={dive} /> : <p class="muted">It owns nothing but itself: {bytes(view.object.shallowBytes)}.</p>}
          {view.rows.length > 0 && <Tree<DominatedInfo> key={id ?? 0} label="The same as a table" nodes={treeOf(view.rows.filter((row) => row.level <= 3), canOpen, (row) => row.isAccumulation)}
            load={async (row) => treeOf((await source.value.dominators(row.object.id, 1, 40)).rows, canOpen, () => false)}
            open={(row) => go('inspector', { id: row.object.id })}
            columns={[
              { title: 'Object', width: 'minmax(260px, 1fr)', cell: (row) => <>{row.isAccumulation && <span class="mark" title="Bytes gather here: what is below is much smaller">◎</span>}<span class="name">{labelOf(row.object)}</span> <span class="id">@{row.object.id}</span></> },
              { title: 'Siblings', width: '92px', isNumber: true, cell: (row) => <span class="muted">{row.place} / {count(row.siblings)}</span> },
              { title: 'Shallow', width: '100px', isNumber: true, cell: (row) => bytes(row.object.shallowBytes) },
              { title: 'Retained', width: '160px', isNumber: true, cell: (row) => <Share part={row.object.retainedBytes} whole={view.totalBytes} /> },
            ]} />}
        </>
      )}
    </div>
  );
}
