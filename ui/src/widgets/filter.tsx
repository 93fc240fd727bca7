import { useEffect, useRef, useState } from 'preact/hooks';
import { change, value } from '../model/route';

/** The field that filters the table of a page. What is typed is in the address. */
export function Filter({ label }: { label: string }) {
  const [text, set] = useState(value('filter') ?? '');
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <label class="filter">
      <span class="sr-only">{label}</span>
      <input id="filter" type="search" placeholder={`${label}  ( / )`} value={text} onInput={(event) => {
        const typed = event.currentTarget.value;
        set(typed);
        clearTimeout(timer.current);
        timer.current = window.setTimeout(() => change({ filter: typed || null }), 150);
      }} />
    </label>
  );
}

/** The order of the table of a page, kept in the address. */
export const sortOf = (usual: string, isAscending = false) => {
  const key = value('sort') ?? usual;
  const ascending = value('sort') ? value('order') === 'ascending' : isAscending;
  return { key, ascending, change: (to: string, isUp: boolean) => change({ sort: to, order: isUp ? 'ascending' : null }) };
};
