import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { LeakReport, SessionView, SourcesView } from '../api/contract';
import type { DataSource } from '../api/source';
import { capture } from './route';

/** Where data comes from; set once at the start. */
export const source = signal<DataSource>(null as unknown as DataSource);
/** What the pages are about. */
export const session = signal<SessionView | null>(null);

/** Something that is loaded, is being loaded, or cannot be. */
export interface Loaded<T> {
  value: T | null;
  error: string | null;
}

const known = new Map<string, Promise<unknown>>();
const mostKnown = 60;

/** Forgets all answers: there are new captures. */
export const forget = (): void => known.clear();

/** The same question gives the same answer: each is asked once. */
export function ask<T>(key: string, load: () => Promise<T>): Promise<T> {
  const full = `${capture.value ?? ''} ${key}`;
  const before = known.get(full) as Promise<T> | undefined;
  if (before) return before;
  const asked = load();
  asked.catch(() => known.delete(full));
  if (known.size >= mostKnown) known.delete(known.keys().next().value as string);
  known.set(full, asked);
  return asked;
}

/** Data for a view. What was shown stays until the new is there. */
export function useData<T>(key: string | null, load: () => Promise<T>): Loaded<T> {
  const [state, set] = useState<Loaded<T> & { key: string | null }>({ key: null, value: null, error: null });
  const full = key === null ? null : `${capture.value ?? ''} ${key}`;
  useEffect(() => {
    if (key === null) return;
    let isWanted = true;
    ask(key, load).then(
      (value) => isWanted && set({ key: full, value, error: null }),
      (error: Error) => isWanted && set({ key: full, value: null, error: error.message }),
    );
    return () => {
      isWanted = false;
    };
  }, [full]);
  return state.key === full || state.value ? state : { value: null, error: null };
}

export const useReport = (): Loaded<LeakReport> => useData('report', () => source.value.report());
export const useSources = (): Loaded<SourcesView> => useData('sources', () => source.value.sources());

/** The file that the page is about, as commands name it. */
export function fileName(): string {
  const now = session.value;
  const number = capture.value === undefined ? now?.compared.at(-1) : Number(capture.value);
  const found = now?.captures.find((one) => one.number === number) ?? now?.captures.at(-1);
  return found?.file ?? 'heap.heapsnapshot';
}

/** The files that are compared. */
export const fileNames = (): string[] => (session.value?.compared ?? []).map((number) => session.value?.captures.find((one) => one.number === number)?.file ?? '');

/** A word for a shell. */
export const quote = (word: string): string => (/^[\w./@:=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
