import { useState } from 'preact/hooks';
import type { LargeStringInfo, StringGroupInfo, StringHolderInfo } from '../api/contract';
import { PageHead, Waiting, copyText } from '../widgets/basic';
import { Filter, sortOf } from '../widgets/filter';
import { Table, fixed } from '../widgets/table';
import { ask, fileName, source, useData } from '../model/data';
import { bytes, clean, count, of, percent, short } from '../model/format';
import { go, value } from '../model/route';
import { labelOf } from '../model/words';

export function Strings() {
  const { value: view, error } = useData('strings-head', () => source.value.strings({ limit: 1 }));
  const [chosen, choose] = useState<StringGroupInfo | null>(null);
  const sort = sortOf('wasted');
  const filter = value('filter');
  return (
    <>
      <PageHead title="Strings" command={['strings', fileName()]} lead={view ? `${of(view.strings, 'string')}, ${bytes(view.stringBytes)}, ${percent(view.stringBytes, view.totalBytes)} of the heap. ${bytes(view.duplicates.wastedBytes)} would be saved by keeping one of each text.` : undefined} help={<>
        <p>Texts that are in memory more than once. <em>Wasted</em> is what all copies but one take. Parsed JSON, headers and keys that are built anew are the usual sources; <em>held by</em> says where the copies are.</p>
        <p>A text that V8 wrote in part only ends in …; such strings need not be equal behind it.</p>
      </>} />
      {!view ? <Waiting error={error} what="Comparing all strings …" /> : (
        <>
          <Filter label="Filter texts" />
          <Table<StringGroupInfo> label="Duplicated strings" version={`${filter} ${sort.key} ${sort.ascending}`} sort={sort} open={choose} rows={14} empty="No text that is there twice has this in it."
            load={async (offset, limit) => {
              const query = { offset, limit, sort: sort.key, ascending: sort.ascending, filter };
              const part = await ask(`strings ${JSON.stringify(query)}`, () => source.value.strings(query));
              return { rows: part.groups, total: part.duplicates.chosen };
            }}
            columns={[
              { key: 'value', title: 'Text', width: 'minmax(240px, 1.4fr)', cell: (row) => <Text text={row.value} isCut={row.isCut} /> },
              { key: 'holders', title: 'Held by', width: 'minmax(180px, 1fr)', isSortable: false, cell: (row) => <HeldBy holders={row.holders} /> },
              { key: 'count', title: 'Copies', width: '90px', isNumber: true, cell: (row) => count(row.count) },
              { key: 'wasted', title: 'Wasted', width: '100px', isNumber: true, cell: (row) => bytes(row.wastedBytes) },
              { key: 'retained', title: 'Retained', width: '100px', isNumber: true, cell: (row) => bytes(row.retainedBytes) },
            ]} />
          {chosen && <section class="side" aria-label="The chosen text">
            <div class="head-line"><h2>{of(chosen.count, 'copy').replace('copys', 'copies')}, {bytes(chosen.wastedBytes)} wasted</h2><button type="button" class="quiet-button" onClick={() => choose(null)}>Close</button></div>
            <p class="long-text">{clean(chosen.value)}{chosen.isCut && '…'}</p>
            <p><HeldBy holders={chosen.holders} /></p>
            <p class="actions"><button type="button" class="button" onClick={() => go('story', { id: chosen.firstId })}>Why one of them stays</button> <button type="button" class="quiet-button" onClick={() => copyText(chosen.value)}>Copy the text</button></p>
          </section>}
          {view.largest.length > 0 && <section aria-labelledby="largest-title">
            <h2 id="largest-title">Largest strings</h2>
            <Table<LargeStringInfo> label="Largest strings" version="largest" rows={8} load={fixed(view.largest)} open={(row) => go('inspector', { id: row.object.id })} columns={[
              { key: 'value', title: 'Text', width: 'minmax(240px, 1.4fr)', cell: (row) => <span class="text-value">{labelOf(row.object)}</span> },
              { key: 'holders', title: 'Held by', width: 'minmax(180px, 1fr)', cell: (row) => <HeldBy holders={row.holders} /> },
              { key: 'kind', title: 'Kind', width: '150px', cell: (row) => <span class="muted">{row.object.type}</span> },
              { key: 'retained', title: 'Retained', width: '100px', isNumber: true, cell: (row) => bytes(row.object.retainedBytes) },
            ]} />
          </section>}
        </>
      )}
    </>
  );
}

function Text({ text, isCut }: { text: string; isCut: boolean }) {
  return text.startsWith('hidden text of') ? <span class="muted">{text}</span> : <span class="text-value">“{short(text, 120)}”{isCut && '…'}</span>;
}

function HeldBy({ holders }: { holders: StringHolderInfo[] }) {
  return <>{holders.map((one, i) => <span>{i > 0 && ', '}{one.field && one.kind === 'property' ? `.${clean(one.field)}` : clean(one.field) || one.kind} <span class="muted">of</span> {clean(one.class) || 'a scope'} <span class="muted">{percent(one.share, 1)}</span></span>)}</>;
}
