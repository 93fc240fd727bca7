import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface TreeNode<T> {
  row: T;
  /** What is known below it; null when nothing was asked for yet. */
  children: TreeNode<T>[] | null;
  /** Whether there is, or may be, something below. */
  canOpen: boolean;
  isOpen: boolean;
}

export interface TreeColumn<T> {
  title: string;
  width: string;
  isNumber?: boolean;
  cell: (row: T) => ComponentChildren;
}

interface TreeProps<T> {
  label: string;
  columns: TreeColumn<T>[];
  nodes: TreeNode<T>[];
  /** Gives what is below; null when it cannot. */
  load: (row: T) => Promise<TreeNode<T>[] | null>;
  open: (row: T) => void;
}

interface Line<T> {
  node: TreeNode<T>;
  level: number;
  parent: number;
}

/** A tree as a table, with the keys of a tree grid. */
export function Tree<T>({ label, columns, nodes, load, open }: TreeProps<T>) {
  const [, redraw] = useState(0);
  const [active, setActive] = useState(0);
  const area = useRef<HTMLDivElement>(null);
  const hasFocus = useRef(false);
  const lines: Line<T>[] = [];
  const add = (list: TreeNode<T>[], level: number, parent: number) => {
    for (const node of list) {
      const at = lines.push({ node, level, parent }) - 1;
      if (node.isOpen && node.children) add(node.children, level + 1, at);
    }
  };
  add(nodes, 1, -1);
  useLayoutEffect(() => {
    if (hasFocus.current) area.current?.querySelectorAll<HTMLElement>('[role=row].tree-row')[active]?.focus();
  }, [active]);

  const toggle = async (node: TreeNode<T>, isOpen = !node.isOpen) => {
    if (!node.canOpen) return;
    if (isOpen && node.children === null) {
      node.children = await load(node.row);
      if (node.children === null || node.children.length === 0) node.canOpen = false;
    }
    node.isOpen = isOpen && node.canOpen;
    redraw((n) => n + 1);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[active];
    if (!line) return;
    const { node } = line;
    const to: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: lines.length - 1, PageDown: active + 12, PageUp: active - 12 };
    const index = to[event.key];
    if (index !== undefined) setActive(Math.max(0, Math.min(lines.length - 1, index)));
    else if (event.key === 'ArrowRight') { if (node.isOpen) setActive(Math.min(lines.length - 1, active + 1)); else void toggle(node, true); }
    else if (event.key === 'ArrowLeft') { if (node.isOpen) void toggle(node, false); else if (line.parent >= 0) setActive(line.parent); }
    else if (event.key === '*') for (const sibling of lines.filter((one) => one.parent === line.parent)) void toggle(sibling.node, true);
    else if (event.key === 'Enter') open(node.row);
    else return;
    event.preventDefault();
  };

  const template = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };
  return (
    <div class="table-scroll">
      <div class="table tree" role="treegrid" aria-label={label} ref={area} onKeyDown={onKeyDown} onFocusIn={() => { hasFocus.current = true; }} onFocusOut={() => { hasFocus.current = false; }}>
        <div class="row header" role="row" style={template}>
          {columns.map((column) => <div role="columnheader" class={column.isNumber ? 'cell number' : 'cell'}>{column.title}</div>)}
        </div>
        {lines.map(({ node, level }, i) => (
          <div class={`row tree-row opens${i === active ? ' active' : ''}`} role="row" aria-level={level} aria-expanded={node.canOpen ? node.isOpen : undefined} tabIndex={i === active ? 0 : -1} style={template}
            onClick={() => { hasFocus.current = true; setActive(i); void toggle(node); }} onDblClick={() => open(node.row)}>
            {columns.map((column, place) => (
              <div role="gridcell" class={column.isNumber ? 'cell number' : 'cell'} style={place === 0 ? { paddingInlineStart: `${(level - 1) * 18 + 8}px` } : undefined}>
                {place === 0 && <span class={`twist${node.canOpen ? (node.isOpen ? ' open' : ' shut') : ''}`} aria-hidden="true" />}
                {column.cell(node.row)}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** A list in which a row belongs to the nearest row before it with a smaller level, as a tree. */
export function treeOf<T extends { level: number }>(rows: T[], canOpen: (row: T) => boolean, openLevels: (row: T) => boolean): TreeNode<T>[] {
  const top: TreeNode<T>[] = [];
  const way: TreeNode<T>[] = [];
  for (const row of rows) {
    const node: TreeNode<T> = { row, children: null, canOpen: canOpen(row), isOpen: false };
    way.length = row.level - 1;
    const parent = way.at(-1);
    if (parent) {
      (parent.children ??= []).push(node);
      parent.canOpen = true;
      parent.isOpen = openLevels(parent.row);
    } else {
      top.push(node);
    }
    way.push(node);
  }
  return top;
}
