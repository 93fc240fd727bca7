import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { bytes } from '../model/format';

const left = 76;
const right = 14;
const top = 10;
const bottom = 26;

interface Scale {
  most: number;
  ticks: number[];
}

/** Ticks at round numbers of bytes: 1, 2, 4, 8 … of a unit, which is 1024 of the one below. */
function byteScale(most: number): Scale {
  const step = 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(most, 1) / 4)));
  const ticks = Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
  return { most: ticks.at(-1) ?? 1, ticks };
}

function timeTicks(from: number, to: number, width: number): number[] {
  const rough = (to - from) / Math.max(2, width / 110);
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1e-6)));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? power * 10;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => Number((Math.ceil(from / step) * step + i * step).toFixed(6))).filter((tick) => tick <= to);
}

export interface Bar {
  from: number;
  to: number;
  value: number;
}

export interface Line {
  tone: string;
  points: (number | null)[];
}

interface ChartProps {
  label: string;
  height: number;
  from: number;
  to: number;
  most: number;
  bars?: Bar[];
  lines?: { times: number[]; all: Line[] };
  /** The span that is chosen, and what to do when another is. */
  brush?: undefined | { from: number | null; to: number | null; change: (from: number, to: number) => void };
}

/** Bytes over seconds: columns, or lines. Dragging over it chooses a span of time. */
export function Chart({ label, height, from, to, most, bars = [], lines, brush }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(240, Math.floor(entry.contentRect.width))));
    if (frame.current) watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  const scale = byteScale(most);
  const span = Math.max(to - from, 1e-9);
  const x = (time: number) => left + ((time - from) / span) * (width - left - right);
  const y = (value: number) => height - bottom - (value / scale.most) * (height - top - bottom);
  const timeAt = (event: PointerEvent) => {
    const box = frame.current?.querySelector('svg')?.getBoundingClientRect();
    return Math.max(from, Math.min(to, from + ((event.clientX - (box?.left ?? 0) - left) / (width - left - right)) * span));
  };
  const within = (time: number) => Math.max(from, Math.min(to, time));
  const chosen = drag ?? (brush && brush.from !== null && brush.to !== null ? [within(brush.from), within(brush.to)] as const : null);
  const finish = () => {
    if (drag && brush && Math.abs(drag[1] - drag[0]) > span / 500) brush.change(Math.min(...drag), Math.max(...drag));
    setDrag(null);
  };
  return (
    <div class={`plot${brush ? ' brushed' : ''}`} ref={frame}>
      <svg width={width} height={height} role="img" aria-label={label}
        onPointerDown={(event) => { if (!brush) return; event.currentTarget.setPointerCapture(event.pointerId); const time = timeAt(event); setDrag([time, time]); }}
        onPointerMove={(event) => drag && setDrag([drag[0], timeAt(event)])} onPointerUp={finish} onPointerCancel={() => setDrag(null)}>
        {scale.ticks.map((tick) => <g class="tick"><line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} /><text x={left - 8} y={y(tick) + 4} text-anchor="end">{bytes(tick)}</text></g>)}
        {timeTicks(from, to, width).map((tick) => <text class="tick-time" x={x(tick)} y={height - 8} text-anchor="middle">{tick} s</text>)}
        {bars.filter((bar) => bar.value > 0).map((bar) => {
          const isIn = !chosen || (bar.to > Math.min(...chosen) && bar.from < Math.max(...chosen));
          return <rect class={isIn ? 'column-in' : 'column-out'} x={x(bar.from)} y={Math.min(y(bar.value), height - bottom - 1)} width={Math.max(1, x(bar.to) - x(bar.from) - 1)} height={Math.max(1, height - bottom - y(bar.value))} />;
        })}
        {lines?.all.map((line) => <polyline class={`line-${line.tone}`} points={lines.times.map((time, i) => [time, line.points[i]] as const).filter(([, value]) => value !== null && value !== undefined).map(([time, value]) => `${x(time)},${y(value as number)}`).join(' ')} />)}
        {chosen && <rect class="brush" x={x(Math.min(...chosen))} y={top} width={Math.abs(x(chosen[1]) - x(chosen[0]))} height={height - top - bottom} />}
      </svg>
    </div>
  );
}
