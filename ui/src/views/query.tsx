import { useState } from 'preact/hooks';
import type { QueryColumnInfo, QueryObject } from '../api/contract';
import { PageHead, Waiting } from '../widgets/basic';
import { Table, fixed } from '../widgets/table';
import { fileName, source, useData } from '../model/data';
import { bytes, clean, count, of, short } from '../model/format';
import { change, go, value } from '../model/route';
import { labelOf } from '../model/words';

type Cell = string | number | boolean | QueryObject | null;

const examples = [
  'nodes where type = "object" | top 20 by retained',
  'nodes where class = "Map" and retained > 10KB | group by holder',
  'nodes where type in ("string", "concatenated string") | top 20 by shallow',
  'edges where type = "context" and to.retained > 100KB | select name, from, to, to.retained',
];

export function Query() {
  const asked = value('q') ?? '';
  const [text, set] = useState(asked || (examples[0] as string));
  const { value: view, error } = useData(asked && source.value.isServed ? `query ${asked}` : null, () => source.value.query(asked, 1000));
  return (
    <>
      <PageHead title="Query" command={['query', fileName(), asked || text]} help={<>
        <p>A question is a list of steps with | between them: which <code>nodes</code>, then <code>where</code>, <code>group by</code>, <code>sort by</code>, <code>top</code>, or where to go: <code>follow retainers</code>, <code>follow .user</code>. Fields are <code>class</code>, <code>name</code>, <code>type</code>, <code>retained</code>, <code>shallow</code>, <code>distance</code> and properties as in <code>.user.name</code>.</p>
        <p>The page of the command <code>query</code> in the documentation has all of it. The question is in the address of this page: a copied link asks it again.</p>
      </>} />
      {!source.value.isServed ? <p class="muted">Questions need the whole heap, and this report holds a part of it: <code>heaptrail serve</code> with the snapshot answers them.</p> : (
        <form class="query" onSubmit={(event) => { event.preventDefault(); change({ q: text }); }}>
          <label for="filter">Question</label>
          <textarea id="filter" rows={2} value={text} spellcheck={false} onInput={(event) => set(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); change({ q: text }); } }} />
          <p class="actions"><button type="submit" class="button">Ask</button> {view && view.rows.length > 0 && <><button type="button" class="quiet-button" onClick={() => save('query.csv', csvOf(view.columns, view.rows))}>Save as CSV</button> <button type="button" class="quiet-button" onClick={() => save('query.json', JSON.stringify(view, null, 2))}>Save as JSON</button></>}</p>
          <p class="muted">Examples: {examples.map((example) => <button type="button" class="example" onClick={() => { set(example); change({ q: example }); }}><code>{example}</code></button>)}</p>
        </form>
      )}
      {asked && source.value.isServed && (error ? <pre class="refusal" role="alert">{error}</pre> : !view ? <Waiting error={null} what="Looking through the heap …" /> : (
        <>
          <p class="muted">{of(view.rowCount, 'row')}{view.rowCount > view.rows.length && `, the first ${count(view.rows.length)} are shown`}</p>
          {view.rows.length > 0 && <Table<Cell[]> label="Answer" version={asked} rows={18} load={fixed(view.rows)}
            open={(row) => { const node = row.find((cell) => typeof cell === 'object' && cell !== null); if (node && typeof node === 'object') go('inspector', { id: node.id }); }}
            columns={view.columns.map((column, i) => ({
              key: column.name, title: clean(column.name), width: column.unit === 'object' || column.unit === 'text' ? 'minmax(180px, 1fr)' : 'minmax(100px, auto)',
              isNumber: ['bytes', 'count', 'number', 'id'].includes(column.unit), cell: (row) => <Shown cell={row[i] ?? null} unit={column.unit} />,
            }))} />}
        </>
      ))}
    </>
  );
}

function Shown({ cell, unit }: { cell: Cell; unit: string }) {
  if (cell === null) return <span class="muted">–</span>;
  if (typeof cell === 'object') return <>{cell.reference && <b>{clean(cell.reference)} </b>}{labelOf({ ...cell, distance: null, shallowBytes: 0, retainedBytes: 0 })} <span class="id">@{cell.id}</span></>;
  if (typeof cell === 'number') return <>{unit === 'bytes' ? bytes(cell) : unit === 'id' ? `@${cell}` : count(cell)}</>;
  return <>{typeof cell === 'string' ? short(cell, 140) : cell ? 'yes' : 'no'}</>;
}

function csvOf(columns: QueryColumnInfo[], rows: Cell[][]): string {
  // A cell that begins like a formula would be run by a spreadsheet.
  const cellOf = (cell: Cell) => {
    const text = cell === null ? '' : typeof cell === 'object' ? `${cell.class} @${cell.id}` : String(cell);
    const safe = typeof cell !== 'number' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [columns.map((column) => column.name), ...rows].map((row) => row.map((cell) => cellOf(cell as Cell)).join(',')).join('\r\n');
}

function save(name: string, text: string): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(new Blob([text]));
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(anchor.href);
}
