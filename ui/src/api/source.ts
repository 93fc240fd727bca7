import type * as c from './contract';

/** Which part of a table is wanted. */
export interface TableQuery {
  offset?: number;
  limit?: number;
  sort?: string | undefined;
  ascending?: boolean;
  filter?: string | undefined;
  /** Only objects born after the one with this id … */
  after?: number | undefined;
  /** … and up to this id. */
  last?: number | undefined;
}

/** Where the pages get their data: a server, or what is embedded in the file. */
export interface DataSource {
  readonly isServed: boolean;
  session(): Promise<c.SessionView>;
  report(): Promise<c.LeakReport>;
  sources(): Promise<c.SourcesView>;
  summary(query: TableQuery): Promise<c.SummaryView>;
  diff(query: TableQuery): Promise<c.DiffView>;
  objects(className: string, query: TableQuery): Promise<c.ObjectsView>;
  holders(className: string): Promise<c.RetainerPatternsView>;
  dominators(id: number | null, depth: number, limit: number): Promise<c.DominatorsView>;
  retainers(id: number, depth: number): Promise<c.RetainersView>;
  inspect(id: number, limit: number): Promise<c.InspectView>;
  cut(from: number, edge: c.PathEdge): Promise<c.RetainedView>;
  strings(query: TableQuery): Promise<c.StringsView>;
  query(text: string, limit: number): Promise<c.QueryView>;
  timeline(from: number | null, to: number | null): Promise<c.TimelineView>;
  allocations(by: string): Promise<c.AllocationsView>;
  add(file: File): Promise<c.SessionView>;
}

/** An answer that cannot be given, with a reason to show. */
export class Refusal extends Error {}
