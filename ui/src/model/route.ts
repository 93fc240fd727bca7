import { computed, signal } from '@preact/signals';

/** All state of the pages is in the address behind the #: /page?name=value. */
export interface Route {
  page: string;
  values: Record<string, string>;
}

function read(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { page: path || 'overview', values: Object.fromEntries(new URLSearchParams(query)) };
}

export const route = signal<Route>(read());

export const capture = computed(() => route.value.values['capture']);

addEventListener('hashchange', () => {
  route.value = read();
});

/** The address of a page. The capture that is looked at stays. */
export function link(page: string, values: Record<string, string | number | undefined | null> = {}): string {
  const all = { capture: capture.value, ...values };
  const given = Object.entries(all).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `#/${page}${query ? `?${query}` : ''}`;
}

/** Goes to a page. */
export function go(page: string, values: Record<string, string | number | undefined | null> = {}): void {
  location.hash = link(page, values);
}

/** Changes values of this page without a step in the history. */
export function change(values: Record<string, string | number | undefined | null>): void {
  const { page, values: now } = route.value;
  history.replaceState(history.state, '', link(page, { ...now, ...values }));
  route.value = read();
}

/** A value of this page. */
export const value = (name: string): string | undefined => route.value.values[name];
