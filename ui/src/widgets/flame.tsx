import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FunctionInfo } from '../api/contract';
import { bytes, clean, count, percent, place } from '../model/format';
import type { Metric } from '../views/allocations';

interface Frame {
  row: FunctionInfo | null;
  value: number;
  children: Frame[];
  parent: Frame | null;
  depth: number;
}

interface Drawn {
  frame: Frame;
  x: number;
  y: number;
  width: number;
}

const rowHeight = 20;
const narrowest = 0.7;

function framesOf(rows: FunctionInfo[], metric: Metric): Frame {
  const root: Frame = { row: null, value: 0, children: [], parent: null, depth: 0 };
  const way: Frame[] = [root];
  for (const row of rows) {
    way.length = row.level;
    const parent = way.at(-1) ?? root;
    const frame = { row, value: row.total[metric] ?? 0, children: [], parent, depth: row.level };
    parent.children.push(frame);
    way.push(frame);
  }
  root.value = root.children.reduce((sum, child) => sum + child.value, 0);
  const sort = (frame: Frame) => {
    frame.children.sort((a, b) => b.value - a.value);
    frame.children.forEach(sort);
  };
  sort(root);
  return root;
}

/** Functions as bars below their callers, the widest on the left. Drawn on a canvas: there may be tens of thousands. */
export function Flame({ rows, metric, search, unit }: { rows: FunctionInfo[]; metric: Metric; search: string; unit: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<Drawn[]>([]);
  const root = useMemo(() => framesOf(rows, metric), [rows, metric]);
  const [top, zoom] = useState<Frame>(root);
  const [focus, setFocus] = useState<Frame | null>(null);
  const [width, setWidth] = useState(800);
  useEffect(() => { zoom(root); setFocus(null); }, [root]);
  useEffect(() => {
    const parent = canvas.current?.parentElement;
    if (!parent) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    watch.observe(parent);
    return () => watch.disconnect();
  }, []);

  const deepest = useMemo(() => { const depth = (frame: Frame): number => 1 + Math.max(0, ...frame.children.map(depth)); return Math.min(depth(top), 60); }, [top]);
  const height = deepest * rowHeight + 2;

  useEffect(() => {
    const element = canvas.current;
    const paint = element?.getContext('2d');
    if (!element || !paint) return;
    const scale = devicePixelRatio || 1;
    element.width = width * scale;
    element.height = height * scale;
    paint.scale(scale, scale);
    drawn.current = draw(paint, top, focus, width, search.toLowerCase());
  }, [top, focus, width, height, search]);

  const at = (event: MouseEvent): Frame | null => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return null;
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    return drawn.current.find((one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + rowHeight)?.frame ?? null;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const now = focus ?? top;
    const siblings = now.parent?.children ?? [now];
    const next: Record<string, Frame | null | undefined> = { ArrowDown: now.children[0], ArrowUp: now.parent, ArrowRight: siblings[siblings.indexOf(now) + 1], ArrowLeft: siblings[siblings.indexOf(now) - 1] };
    if (event.key in next) setFocus(next[event.key] ?? now);
    else if (event.key === 'Enter') zoom(now);
    else if (event.key === 'Escape' || event.key === 'Backspace') { zoom(top.parent ?? root); setFocus(null); }
    else return;
    event.preventDefault();
  };

  const shown = focus ?? top;
  const figure = metric.toLowerCase().includes('bytes') ? bytes(shown.value) : count(shown.value);
  return (
    <div class="flame">
      <p class="flame-text" role="status">
        <strong>{nameOf(shown)}</strong> {figure} {unit}, {percent(shown.value, root.value)} {shown.row?.location && <code class="place">{place(shown.row.location)}</code>}
        {top !== root && <button type="button" class="quiet-button" onClick={() => { zoom(root); setFocus(null); }}>Show all</button>}
      </p>
      <canvas ref={canvas} tabIndex={0} role="img" aria-label={`Flame graph of ${unit}. Arrow keys move between functions, Enter looks at one alone, Escape goes back. The table below has the same.`} style={{ height: `${height}px` }}
        onMouseMove={(event) => setFocus(at(event))} onMouseLeave={() => setFocus(null)} onClick={(event) => { const frame = at(event); if (frame) zoom(frame); }} onKeyDown={onKeyDown} />
    </div>
  );
}

const nameOf = (frame: Frame) => (frame.row ? clean(frame.row.function) || '(anonymous)' : 'Everything');

// Functions of one file have one hue, so that neighbours of one package are seen to belong together.
function hueOf(frame: Frame): number {
  let hash = 0;
  for (const letter of frame.row?.location?.file ?? frame.row?.function ?? '') hash = (hash * 31 + letter.charCodeAt(0)) | 0;
  return 18 + (Math.abs(hash) % 11) * 4 + (frame.row?.location?.file.includes('node_modules') ? 150 : frame.row?.location ? 0 : 190);
}

function draw(paint: CanvasRenderingContext2D, top: Frame, focus: Frame | null, width: number, search: string): Drawn[] {
  const style = getComputedStyle(document.documentElement);
  const isDark = style.getPropertyValue('--is-dark').trim() === '1';
  const ink = style.getPropertyValue('--ink').trim();
  const all: Drawn[] = [];
  paint.font = '12px system-ui, sans-serif';
  paint.textBaseline = 'middle';
  const add = (frame: Frame, x: number, room: number, depth: number) => {
    if (room < narrowest || depth > 60) return;
    const y = depth * rowHeight;
    const name = nameOf(frame);
    const isFound = search !== '' && name.toLowerCase().includes(search);
    paint.fillStyle = frame.row === null ? (isDark ? '#33383e' : '#e4dfd6') : `hsl(${hueOf(frame)} ${search && !isFound ? '12%' : isDark ? '38%' : '62%'} ${isDark ? '34%' : '80%'})`;
    paint.fillRect(x, y, Math.max(room - 0.6, 0.4), rowHeight - 1);
    if (frame === focus) { paint.strokeStyle = ink; paint.lineWidth = 2; paint.strokeRect(x + 1, y + 1, room - 2.6, rowHeight - 3); }
    if (room > 26) {
      paint.save();
      paint.beginPath();
      paint.rect(x, y, room - 4, rowHeight);
      paint.clip();
      paint.fillStyle = ink;
      paint.fillText(name, x + 5, y + rowHeight / 2);
      paint.restore();
    }
    all.push({ frame, x, y, width: room });
    let left = x;
    for (const child of frame.children) {
      const part = (room * child.value) / Math.max(frame.value, 1);
      add(child, left, part, depth + 1);
      left += part;
    }
  };
  add(top, 0, width, 0);
  return all;
}
