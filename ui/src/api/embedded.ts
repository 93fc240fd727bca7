import type * as c from './contract';
import { type DataSource, Refusal, type TableQuery } from './source';

/** Reads the data that is embedded in the file. */
export async function readEmbedded(): Promise<c.PageData | null> {
  const element = document.getElementById('data');
  if (!element) return null;
  const text = element.textContent ?? '';
  if (element.getAttribute('type') !== 'application/gzip') return JSON.parse(text);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).json();
}

/** Answers from what is embedded: the first rows of tables, and the objects that the findings name. */
export class EmbeddedSource implements DataSource {
  readonly isServed = false;

  constructor(private readonly data: c.PageData) {}

  session = async () => this.data.session;
  report = async () => this.data.report;
  sources = async () => this.data.sources;

  async summary(query: TableQuery) {
    const view = this.have(this.data.summary);
    const rows = part(view.rows, query, (row) => row.class, {
      class: (row) => row.class, count: (row) => row.count, distance: (row) => row.distance ?? Infinity,
      shallow: (row) => row.shallowBytes, retained: (row) => row.retainedBytes,
    }, 'retained');
    return { ...view, classes: rows.total, rows: rows.rows };
  }

  async diff(query: TableQuery) {
    const view = this.have(this.data.diff);
    const rows = part(view.rows, query, (row) => row.class, {
      class: (row) => row.class, count: (row) => row.countDelta, size: (row) => row.bytesDelta, new: (row) => row.newBytes,
      deleted: (row) => row.deletedBytes, survivors: (row) => row.survivorBytes,
    });
    return { ...view, classes: rows.total, rows: rows.rows };
  }

  async strings(query: TableQuery) {
    const view = this.have(this.data.strings);
    const rows = part(view.groups, query, (row) => row.value, {
      value: (row) => row.value, count: (row) => row.count, shallow: (row) => row.shallowBytes, wasted: (row) => row.wastedBytes, retained: (row) => row.retainedBytes,
    }, 'wasted');
    return { ...view, duplicates: { ...view.duplicates, chosen: rows.total }, groups: rows.rows };
  }

  async dominators(id: number | null, depth: number) {
    const view = this.have(this.data.dominators);
    const at = id === null ? -1 : view.rows.findIndex((row) => row.object.id === id);
    const top = view.rows[at];
    if (id === null || id === view.object.id) return { ...view, rows: view.rows.filter((row) => row.level <= depth) };
    if (!top) return this.notHere();
    const rows: c.DominatedInfo[] = [];
    for (const row of view.rows.slice(at + 1)) {
      if (row.level <= top.level) break;
      if (row.level - top.level <= depth) rows.push({ ...row, level: row.level - top.level });
    }
    return { ...view, object: top.object, rows };
  }

  async retainers(id: number) {
    return this.have(this.data.retainers.find((view) => view.object.id === id) ?? null);
  }

  async inspect(id: number) {
    const view = this.have(this.data.objects);
    return { ...view, objects: [this.have(view.objects.find((one) => one.object.id === id) ?? null)] };
  }

  async cut(from: number, edge: c.PathEdge) {
    return this.have(this.data.cuts.find((cut) => cut.removedEdges.some((one) => one.from.id === from && one.edge.name === edge.name)) ?? null);
  }

  timeline = async () => this.have(this.data.timeline);

  async allocations(by: string) {
    const view = this.have(this.data.allocations);
    return by === view.by ? view : this.notHere();
  }

  objects = async () => this.notHere();
  holders = async () => this.notHere();
  query = async () => this.notHere();
  add = async () => this.notHere();

  private have<T>(value: T | null): T {
    return value ?? this.notHere();
  }

  private notHere(): never {
    throw new Refusal('This report does not hold that. “heaptrail serve” with the snapshot shows it.');
  }
}

type Keys<T> = Record<string, (row: T) => string | number>;

function part<T>(rows: T[], query: TableQuery, name: (row: T) => string, keys: Keys<T>, usual?: string): { rows: T[]; total: number } {
  const wanted = query.filter?.toLowerCase();
  const found = wanted ? rows.filter((row) => name(row).toLowerCase().includes(wanted)) : [...rows];
  const key = keys[query.sort ?? usual ?? ''];
  const sign = query.ascending ? 1 : -1;
  if (key) found.sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  const offset = query.offset ?? 0;
  return { rows: found.slice(offset, offset + (query.limit ?? 100)), total: found.length };
}
