import type * as c from './contract';
import { type DataSource, Refusal, type TableQuery } from './source';

type Values = Record<string, string | number | boolean | null | undefined>;

/** Asks the server that sent the page. */
export class HttpSource implements DataSource {
  readonly isServed = true;

  constructor(
    private readonly token: string,
    private readonly capture: () => string | undefined,
  ) {}

  session = () => this.get<c.SessionView>('session');
  report = () => this.get<c.LeakReport>('report');
  sources = () => this.get<c.SourcesView>('sources');
  summary = (query: TableQuery) => this.get<c.SummaryView>('summary', this.of(query));
  diff = (query: TableQuery) => this.get<c.DiffView>('diff', this.of(query));
  objects = (className: string, query: TableQuery) => this.get<c.ObjectsView>('objects', { ...this.of(query), class: className });
  holders = (className: string) => this.get<c.RetainerPatternsView>('holders', this.of({}, { class: className }));
  dominators = (id: number | null, depth: number, limit: number) => this.get<c.DominatorsView>('dominators', this.of({ limit }, { id, depth }));
  retainers = (id: number, depth: number) => this.get<c.RetainersView>('retainers', this.of({ limit: 20 }, { id, depth }));
  inspect = (id: number, limit: number) => this.get<c.InspectView>('inspect', this.of({ limit }, { id }));
  cut = (from: number, edge: c.PathEdge) => this.get<c.RetainedView>('cut', this.of({}, { from, name: edge.name, index: isIndex(edge) || undefined }));
  strings = (query: TableQuery) => this.get<c.StringsView>('strings', this.of(query));
  query = (text: string, limit: number) => this.get<c.QueryView>('query', this.of({ limit }, { q: text }));
  timeline = (from: number | null, to: number | null) => this.get<c.TimelineView>('timeline', this.of({ limit: 200 }, { from, to }));
  allocations = (by: string) => this.get<c.AllocationsView>('allocations', this.of({}, { by }));

  async add(file: File): Promise<c.SessionView> {
    return this.read(await fetch(`/api/captures?name=${encodeURIComponent(file.name)}`, { method: 'POST', headers: this.headers(), body: file }));
  }

  private of({ ascending, ...query }: TableQuery, more: Values = {}): Values {
    return { capture: this.capture(), ...query, order: ascending ? 'ascending' : undefined, ...more };
  }

  private headers = () => ({ 'X-Heaptrail-Token': this.token });

  private async get<T>(name: string, values: Values = {}): Promise<T> {
    const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
    const words = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
    let answer: Response;
    try {
      answer = await fetch(`/api/${name}?${words}`, { headers: this.headers() });
    } catch {
      throw new Refusal('heaptrail serve does not answer any more: start it again and open the address that it prints.');
    }
    return this.read(answer);
  }

  private async read<T>(answer: Response): Promise<T> {
    if (answer.ok) return answer.json();
    const reason: c.RefusalView | null = await answer.json().catch(() => null);
    throw new Refusal(reason ? sentence(reason.error) : `The server answered with status ${answer.status}.`);
  }
}

const isIndex = (edge: c.PathEdge) => edge.type === 'element' || edge.type === 'hidden';

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!^]$/.test(text) ? '' : '.');
