import { bytes, percent } from '../model/format';

export interface Part {
  name: string;
  bytes: number;
  tone: string;
  href?: string;
}

/** One bar of parts with its legend, which says the same in figures. */
export function PartsBar({ title, parts, total }: { title: string; parts: Part[]; total: number }) {
  return (
    <section class="parts">
      <h2>{title} <span class="figure">{bytes(total)}</span></h2>
      <div class="bar" aria-hidden="true">
        {parts.map((part) => <span class={`segment tone-${part.tone}`} style={{ flexGrow: Math.max(part.bytes / total, 0.002) }} title={`${part.name}: ${bytes(part.bytes)}`} />)}
      </div>
      <ul class="legend">
        {parts.map((part) => (
          <li>
            <span class={`swatch tone-${part.tone}`} aria-hidden="true" />
            {part.href ? <a href={part.href}>{part.name}</a> : part.name}
            <span class="muted"> {bytes(part.bytes)} · {percent(part.bytes, total)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Columns over the snapshots. The figures stand above them. */
export function Columns({ values, labels, format, title }: { values: number[]; labels: string[]; format: (value: number) => string; title: string }) {
  const most = Math.max(...values, 1);
  return (
    <ol class="columns" aria-label={title}>
      {values.map((value, i) => (
        <li class={i === values.length - 1 ? 'last' : ''}>
          <span class="column-figure">{format(value)}</span>
          <span class="column-space" aria-hidden="true"><span class="column" style={{ height: `${Math.max(2, (100 * value) / most)}%` }} /></span>
          <span class="column-label">{labels[i]}</span>
        </li>
      ))}
    </ol>
  );
}

/** Small columns in a row of a table. */
export function Spark({ values }: { values: number[] }) {
  const most = Math.max(...values, 1);
  const width = 7;
  return (
    <svg class="spark" width={values.length * width} height="16" aria-hidden="true">
      {values.map((value, i) => {
        const height = Math.max(1, (16 * value) / most);
        return <rect x={i * width} y={16 - height} width={width - 2} height={height} rx="1" />;
      })}
    </svg>
  );
}
