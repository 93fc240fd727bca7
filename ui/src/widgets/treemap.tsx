import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DominatedInfo, DominatorsView } from '../api/contract';
import { bytes, percent } from '../model/format';
import { labelOf, toneOf } from '../model/words';

interface Box {
  row: DominatedInfo | null;
  rest: number;
  children: Box[];
  own: number;
}

const headHeight = 18;
const height = 460;

function boxesOf(view: DominatorsView): Box {
  const root: Box = { row: null, rest: 0, children: [], own: 0 };
  const way: Box[] = [root];
  for (const row of view.rows) {
    const box: Box = { row, rest: 0, children: [], own: row.object.retainedBytes };
    way.length = row.level;
    way.at(-1)?.children.push(box);
    way.push(box);
  }
  return root;
}

/** Areas are retained bytes. What is too small to be listed, and what an object takes itself, is the plain ground of its box. */
export function Treemap({ view, levels = 3, open }: { view: DominatorsView; levels?: number; open: (row: DominatedInfo) => void }) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(240, Math.floor(entry.contentRect.width))));
    if (frame.current) watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  const prune = (box: Box, level: number): Box => {
    const children = level < levels ? box.children.map((child) => prune(child, level + 1)) : [];
    const known = children.reduce((sum, child) => sum + child.own, 0);
    const own = box.row?.object.retainedBytes ?? view.object.retainedBytes;
    return { ...box, own, children: children.length > 0 ? [...children, ...(own > known ? [{ row: null, rest: own - known, children: [], own: own - known }] : [])] : [] };
  };
  const tree = hierarchy(prune(boxesOf(view), 0), (box) => box.children)
    .sum((box) => (box.children.length === 0 ? box.own : 0))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const laid = treemap<Box>().tile(treemapSquarify).size([width, height]).paddingInner(1).paddingOuter((node) => (node.depth > 0 ? 2 : 0)).paddingTop((node) => (node.depth > 0 ? headHeight : 0)).round(true)(tree);
  const nodes = laid.descendants().filter((node) => node.depth > 0 && node.data.row && node.x1 - node.x0 > 2 && node.y1 - node.y0 > 2);
  return (
    <div class="treemap" ref={frame}>
      <svg width={width} height={height} role="img" aria-label={`Map of what is retained: ${view.rows.filter((row) => row.level === 1).slice(0, 5).map((row) => `${labelOf(row.object)} ${percent(row.object.retainedBytes, view.object.retainedBytes)}`).join(', ')}. The table below has the same.`}>
        {(laid.children ?? []).filter((node) => !node.data.row && node.x1 - node.x0 > 120).map((node) => (
          <text class="map-rest" x={node.x0 + 8} y={node.y0 + 18}>everything smaller, {bytes(node.data.rest)}</text>
        ))}
        {nodes.map((node) => {
          const row = node.data.row as DominatedInfo;
          const w = node.x1 - node.x0;
          const h = node.y1 - node.y0;
          const label = labelOf(row.object);
          const share = percent(row.object.retainedBytes, view.totalBytes);
          const letters = Math.floor((w - 10) / 6.6);
          return (
            <g class={`map-box tone-${toneOf(row.object.type)} depth-${Math.min(node.depth, 3)}`} onClick={(event) => { event.stopPropagation(); open(row); }}>
              <rect x={node.x0} y={node.y0} width={w} height={h} rx="2" />
              {h > 15 && letters > 3 && (
                <text x={node.x0 + 5} y={node.y0 + 13}>
                  {row.isAccumulation ? '◎ ' : ''}{label.length > letters ? `${label.slice(0, Math.max(1, letters - 1))}…` : label}
                  {letters > label.length + 18 && <tspan class="map-figure" dx="6">{bytes(row.object.retainedBytes)} {share}</tspan>}
                </text>
              )}
              <title>{`${label}\n${bytes(row.object.retainedBytes)} retained, ${share} of the heap${row.isAccumulation ? '\nBytes gather here: what is below is much smaller' : ''}`}</title>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
