import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { count } from '../model/format';
import { Waiting } from './basic';

export interface Column<T> {
  /** What the server calls it; also what the address of the page has. */
  key: string;
  title: string;
  /** Width as in a CSS grid. */
  width: string;
  isNumber?: boolean;
  isSortable?: boolean;
  cell: (row: T) => ComponentChildren;
}

export interface TableProps<T> {
  label: string;
  columns: Column<T>[];
  /** Gives a part of the rows. */
  load: (offset: number, limit: number) => Promise<{ rows: T[]; total: number }>;
  /** Changes when the rows do. */
  version: string;
  sort?: { key: string; ascending: boolean; change: (key: string, ascending: boolean) => void };
  open?: ((row: T) => void) | undefined;
  empty?: string;
  /** Rows that are visible at once, at most. */
  rows?: number;
}

const rowHeight = 32;
const chunk = 100;
// Browsers clamp the height of an element: beyond this, scrolling is scaled.
const mostHeight = 8_000_000;

/** A table of any length: only the rows that can be seen are there, and only they are asked for. */
export function Table<T>({ label, columns, load, version, sort, open, empty, rows: mostRows = 18 }: TableProps<T>) {
  const body = useRef<HTMLDivElement>(null);
  const chunks = useRef(new Map<number, T[]>());
  const [total, setTotal] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [top, setTop] = useState(0);
  const [active, setActive] = useState(0);
  const [, redraw] = useState(0);
  const current = useRef(version);
  const asked = useRef(new Set<number>());
  const id = useRef(`table-${Math.random().toString(36).slice(2, 8)}`).current;

  const height = Math.min((total ?? 0) * rowHeight, mostHeight);
  const seen = Math.min(total ?? mostRows, mostRows) * rowHeight;
  const scale = total && height > seen ? (total * rowHeight - seen) / (height - seen) : 1;
  const first = Math.max(0, Math.floor((top * scale) / rowHeight) - 4);
  const last = Math.min(total ?? 0, first + mostRows + 9);

  const fetchChunk = (number: number) => {
    if (asked.current.has(number)) return;
    asked.current.add(number);
    const wanted = version;
    load(number * chunk, chunk).then(
      (part) => {
        if (current.current !== wanted) return;
        chunks.current.set(number, part.rows);
        setTotal(part.total);
        setError(null);
        redraw((n) => n + 1);
      },
      (problem: Error) => current.current === wanted && setError(problem.message),
    );
  };

  useLayoutEffect(() => {
    current.current = version;
    asked.current.clear();
    chunks.current.clear();
    setActive(0);
    setTop(0);
    if (body.current) body.current.scrollTop = 0;
    fetchChunk(0);
  }, [version]);

  useEffect(() => {
    if (total === null) return;
    for (let number = Math.floor(first / chunk); number * chunk < last; number++) fetchChunk(number);
  }, [first, last, total, version]);

  const rowAt = (index: number): T | undefined => chunks.current.get(Math.floor(index / chunk))?.[index % chunk];

  const move = (to: number) => {
    const index = Math.max(0, Math.min((total ?? 1) - 1, to));
    setActive(index);
    const area = body.current;
    if (!area) return;
    const from = top * scale;
    const y = index * rowHeight;
    if (y < from) area.scrollTop = y / scale;
    else if (y + rowHeight > from + seen) area.scrollTop = (y + rowHeight - seen) / scale;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + mostRows, PageUp: active - mostRows, Home: 0, End: (total ?? 1) - 1 };
    const to = steps[event.key];
    const row = rowAt(active);
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && open && row) open(row);
    else return;
    event.preventDefault();
  };

  const template = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };
  if (error) return <Waiting error={error} what="" />;
  if (total === 0) return <p class="muted">{empty ?? 'Nothing to show.'}</p>;
  const shown = [];
  for (let index = first; index < last; index++) shown.push(index);
  return (
    <>
      <div class="table long" role="grid" ref={body} style={{ height: `${seen + rowHeight + 2}px` }} onScroll={(event) => setTop(event.currentTarget.scrollTop)} aria-label={label} aria-rowcount={(total ?? 0) + 1} aria-colcount={columns.length} tabIndex={0} aria-activedescendant={total ? `${id}-${active}` : undefined} onKeyDown={onKeyDown}>
        <div class="table-head" role="rowgroup">
          <div class="row header" role="row" aria-rowindex={1} style={template}>
            {columns.map((column) => <HeaderCell column={column} sort={sort} />)}
          </div>
        </div>
        <div class="table-body" role="rowgroup">
          <div class="space" role="presentation" style={{ height: `${height}px` }}>
            {shown.map((index) => {
              const row = rowAt(index);
              const y = scale === 1 ? index * rowHeight : top + index * rowHeight - top * scale;
              return (
                <div key={index} id={`${id}-${index}`} class={`row${index === active ? ' active' : ''}${open ? ' opens' : ''}`} role="row" aria-rowindex={index + 2} aria-selected={index === active}
                  style={{ ...template, transform: `translateY(${y}px)` }} onClick={() => { setActive(index); if (row && open) open(row); }}>
                  {columns.map((column) => <div role="gridcell" class={column.isNumber ? 'cell number' : 'cell'}>{row ? column.cell(row) : ' '}</div>)}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {total !== null && <p class="table-count" role="status">{count(total)} {total === 1 ? 'row' : 'rows'}</p>}
    </>
  );
}

function HeaderCell<T>({ column, sort }: { column: Column<T>; sort: TableProps<T>['sort'] }) {
  const isSorted = sort?.key === column.key;
  const state = isSorted ? (sort.ascending ? 'ascending' : 'descending') : undefined;
  return (
    <div role="columnheader" aria-sort={state} class={column.isNumber ? 'cell number' : 'cell'}>
      {sort && column.isSortable !== false
        ? <button type="button" onClick={() => sort.change(column.key, isSorted ? !sort.ascending : !column.isNumber)}>{column.title}{isSorted && <span aria-hidden="true">{sort.ascending ? ' ↑' : ' ↓'}</span>}</button>
        : column.title}
    </div>
  );
}

/** Rows that are all there already. */
export const fixed = <T,>(rows: T[]) => (offset: number, limit: number) => Promise.resolve({ rows: rows.slice(offset, offset + limit), total: rows.length });
