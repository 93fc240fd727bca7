import { useState } from 'preact/hooks';
import type { EntryInfo, FieldInfo, FieldValue, InspectedObject } from '../api/contract';
import { PageHead, Place, Waiting } from '../widgets/basic';
import { RetainerTree } from '../widgets/retainers';
import { Table, fixed } from '../widgets/table';
import { fileName, source, useData, useReport } from '../model/data';
import { bytes, clean, count, of, percent, short } from '../model/format';
import { go, link, value } from '../model/route';
import { kindOf, labelOf, nameOf } from '../model/words';

const help = <>
  <p>Everything about one object: its fields with what each keeps alive, the variables that a function can reach, and who holds it. Rows open what they lead to; the back button of the browser goes back.</p>
  <p>Numbers that start with @ are V8's ids. They stay the same in all snapshots of a process, and every command takes them.</p>
</>;

export function Inspector() {
  const report = useReport().value;
  const id = value('id') ?? report?.findings[0]?.holder.id ?? report?.findings[0]?.path.at(-1)?.id;
  const { value: view, error } = useData(id ? `inspect ${id} 200` : null, () => source.value.inspect(Number(id), 200));
  const inspected = view?.objects[0];
  return inspected && view ? <Shown inspected={inspected} total={view.totalBytes} /> : (
    <>
      <PageHead title="Inspector" help={help} />
      {id ? <Waiting error={error} what="Opening the object …" /> : <p class="muted">Choose an object on any other page, or give its id.</p>}
      <Jump />
    </>
  );
}

function Jump() {
  const [text, set] = useState('');
  return (
    <form class="jump" onSubmit={(event) => { event.preventDefault(); const id = /\d+/.exec(text)?.[0]; if (id) go('inspector', { id }); }}>
      <label>Go to the object with the id <input id="filter" value={text} placeholder="@184213" inputMode="numeric" onInput={(event) => set(event.currentTarget.value)} /></label>
      <button type="submit" class="quiet-button">Open</button>
    </form>
  );
}

function Shown({ inspected, total }: { inspected: InspectedObject; total: number }) {
  const node = inspected.object;
  const fields = [...inspected.properties.items, ...inspected.elements.items];
  const known = inspected.properties.count + inspected.elements.count;
  return (
    <>
      <PageHead title={labelOf(node)} help={help} command={['inspect', fileName(), `@${node.id}`]}
        lead={<>{bytes(node.retainedBytes)} would be freed with it, {percent(node.retainedBytes, total)} of the heap. <Place at={inspected.location} /></>} />
      <dl class="facts">
        <dt>Takes itself</dt><dd>{bytes(node.shallowBytes)}</dd>
        <dt>Kind</dt><dd>{node.type}{inspected.classes.length > 0 && `, ${inspected.classes.map(clean).join(' → ')}`}</dd>
        <dt>Held by</dt><dd>{of(inspected.retainers, 'reference')}, {node.distance === null ? 'from inside V8 only' : `${of(node.distance, 'step')} from a root`}</dd>
        {inspected.dominator && <><dt>Owned by</dt><dd><Go node={inspected.dominator} /></dd></>}
        {inspected.constructor && typeof inspected.constructor === 'object' && <><dt>Made by</dt><dd><Go node={inspected.constructor} /></dd></>}
        <dt>Id</dt><dd class="id">@{node.id}</dd>
      </dl>
      <p class="actions"><a class="button" href={link('story', { id: node.id })}>Why it stays</a> <a class="quiet-button" href={link('dominators', { id: node.id })}>What it owns</a> {source.value.isServed && <a class="quiet-button" href={link('objects', { class: node.class })}>All of its class</a>}</p>
      {inspected.value !== null && <section aria-label="Value"><h2>Value</h2><p class="long-text">{short(inspected.value, 5000)}</p></section>}
      {inspected.entries && inspected.entries.items.length > 0 && <section aria-label="Entries">
        <h2>Entries <span class="figure">{count(inspected.entries.count)}</span></h2>
        <Table<EntryInfo> label="Entries" version={`${node.id}`} rows={12} load={fixed(inspected.entries.items)} open={(row) => { const to = row.value ?? row.key; if (to) go('inspector', { id: to.object.id }); }} columns={[
          { key: 'key', title: 'Key', width: 'minmax(140px, 1fr)', cell: (row) => <Value of={row.key} /> },
          { key: 'value', title: 'Value', width: 'minmax(180px, 1.4fr)', cell: (row) => <Value of={row.value} /> },
          { key: 'retained', title: 'Retained', width: '110px', isNumber: true, cell: (row) => bytes((row.value ?? row.key)?.object.retainedBytes ?? 0) },
        ]} />
      </section>}
      {fields.length > 0 && <Fields title="Fields" total={known} fields={fields} id={node.id} />}
      {inspected.scopes.filter((scope) => scope.variables.items.length > 0).map((scope) => <Fields title="Captured variables" total={scope.variables.count} fields={scope.variables.items} id={scope.id} />)}
      {inspected.internals.items.length > 0 && <details><summary>What V8 keeps for it: {count(inspected.internals.count)}</summary><Fields title="Internals" total={inspected.internals.count} fields={inspected.internals.items} id={node.id} /></details>}
      <RetainerTree key={node.id} id={node.id} title="What holds it" />
      <Jump />
    </>
  );
}

function Fields({ title, total, fields, id }: { title: string; total: number; fields: FieldInfo[]; id: number }) {
  return (
    <section aria-label={title}>
      <h2>{title} <span class="figure">{count(total)}</span>{total > fields.length && <span class="muted"> the first {count(fields.length)}</span>}</h2>
      <Table<FieldInfo> label={title} version={`${title} ${id}`} rows={14} load={fixed(fields)} open={(row) => go('inspector', { id: row.target.object.id })} columns={[
        { key: 'name', title: 'Name', width: 'minmax(140px, 1fr)', cell: (row) => <span class="name">{nameOf(row.edge) || kindOf(row.edge)}</span> },
        { key: 'value', title: 'Value', width: 'minmax(180px, 1.6fr)', cell: (row) => <Value of={row.target} /> },
        { key: 'kind', title: 'How', width: '110px', cell: (row) => <span class="muted">{kindOf(row.edge)}</span> },
        { key: 'retained', title: 'Retained', width: '110px', isNumber: true, cell: (row) => bytes(row.target.object.retainedBytes) },
      ]} />
    </section>
  );
}

function Value({ of: field }: { of: FieldValue | null }) {
  if (!field) return <span class="muted">a small number or a constant</span>;
  const isText = field.object.type.includes('string');
  return field.value !== null ? <span class={isText ? 'text-value' : ''}>{isText && !field.value.startsWith('hidden text of') ? `“${short(field.value, 100)}”` : short(field.value, 100)}</span> : <>{labelOf(field.object)}</>;
}

const Go = ({ node }: { node: InspectedObject['object'] }) => <a href={link('inspector', { id: node.id })}>{labelOf(node)}</a>;
