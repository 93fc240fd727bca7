import { useEffect, useState } from 'preact/hooks';
import type { ComponentType } from 'preact';
import { copyText } from './widgets/basic';
import { Upload } from './widgets/upload';
import { fileName, forget, session, source } from './model/data';
import { bytes, clean } from './model/format';
import { capture, go, link, route, value } from './model/route';
import { Allocations } from './views/allocations';
import { Classes } from './views/classes';
import { Dominators } from './views/dominators';
import { Growth } from './views/growth';
import { Inspector } from './views/inspector';
import { Objects } from './views/objects';
import { Overview } from './views/overview';
import { Query } from './views/query';
import { Story } from './views/story';
import { Strings } from './views/strings';
import { Timeline } from './views/timeline';

const pages: { key: string; name: string; digit: string; view: ComponentType }[] = [
  { key: 'overview', name: 'Overview', digit: '1', view: Overview },
  { key: 'growth', name: 'Growth', digit: '2', view: Growth },
  { key: 'story', name: 'Why it stays', digit: '3', view: Story },
  { key: 'dominators', name: 'Dominators', digit: '4', view: Dominators },
  { key: 'classes', name: 'Classes', digit: '5', view: Classes },
  { key: 'timeline', name: 'Timeline', digit: '6', view: Timeline },
  { key: 'allocations', name: 'Allocations', digit: '7', view: Allocations },
  { key: 'strings', name: 'Strings', digit: '8', view: Strings },
  { key: 'inspector', name: 'Inspector', digit: '9', view: Inspector },
  { key: 'query', name: 'Query', digit: '0', view: Query },
];

/** The token of the server stays with this tab; a copied link works in others. */
export let token = '';
export const setToken = (text: string): void => { token = text; };

export function App() {
  const now = route.value;
  const page = pages.find((one) => one.key === now.page);
  const View = now.page === 'objects' ? Objects : (page ?? pages[0])?.view ?? Overview;
  useKeys();
  useWatch();
  const title = page?.name ?? (now.page === 'objects' ? clean(value('class') ?? '') : 'Overview');
  const first = useFirst();
  useEffect(() => {
    document.title = `${title} – ${clean(nameOfFile())} – Heaptrail`;
    // Whoever changed the page by key or link begins at its top; a screen reader reads its title.
    if (!first) document.getElementById('page-title')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [now.page, now.values['id'], now.values['class'], now.values['finding'], capture.value]);
  return (
    <>
      <a class="skip" href="#page-title" onClick={(event) => { event.preventDefault(); document.getElementById('page-title')?.focus(); }}>Skip to the page</a>
      <Side current={now.page === 'objects' ? 'classes' : (page?.key ?? 'overview')} />
      <main id="main"><View key={`${now.page} ${capture.value ?? ''}`} /><Foot /></main>
      <Keys />
    </>
  );
}

let isFirstPage = true;

function useFirst(): boolean {
  const was = isFirstPage;
  useEffect(() => { isFirstPage = false; }, []);
  return was;
}

const nameOfFile = (): string => fileName().split(/[\\/]/).at(-1) ?? '';

function Side({ current }: { current: string }) {
  const now = session.value;
  return (
    <aside class="side-bar" aria-label="Captures and pages">
      <div class="side-inner">
      <p class="brand"><svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true"><path d="M8 1.5c2.6 3.3 4.2 5.6 4.2 8A4.2 4.2 0 0 1 8 14a4.2 4.2 0 0 1-4.2-4.5c0-2.4 1.6-4.7 4.2-8z" /></svg>Heaptrail</p>
      {now && now.captures.length > 0 && (now.captures.length === 1
        ? <p class="capture" title={clean(fileName())}>{clean(nameOfFile())} <span class="muted">{bytes(now.captures[0]?.bytes ?? 0)}</span></p>
        : source.value.isServed ? (
          <label class="capture"><span class="sr-only">Capture</span>
            <select value={capture.value ?? String(now.compared.at(-1) ?? now.captures.at(-1)?.number ?? '')} onChange={(event) => go(route.value.page, { ...route.value.values, id: undefined, capture: event.currentTarget.value })}>
              {now.captures.map((one) => <option value={String(one.number)}>{clean(one.name)} · {bytes(one.bytes)}</option>)}
            </select>
          </label>
        ) : <p class="capture" title={clean(fileName())}>{clean(nameOfFile())} <span class="muted">and {now.captures.length - 1} before it</span></p>)}
      <nav aria-label="Pages">
        <ul>
          {pages.map((page) => <li><a href={link(page.key)} aria-current={page.key === current ? 'page' : undefined} aria-keyshortcuts={page.digit}><span>{page.name}</span><kbd aria-hidden="true">{page.digit}</kbd></a></li>)}
        </ul>
      </nav>
      {source.value.isServed && <Upload />}
      </div>
    </aside>
  );
}

function Foot() {
  const now = session.value;
  return (
    <footer class="foot">
      <button type="button" class="quiet-button" onClick={toggleKeys}>Keys <kbd>?</kbd></button>
      <button type="button" class="quiet-button" id="copy-link" onClick={copyLink}>Copy link</button>
      <button type="button" class="quiet-button" onClick={switchTheme}>Light or dark</button>
      <span class="muted">heaptrail {now?.tool.version}. {source.value.isServed ? 'Everything stays on this machine.' : 'This file is complete in itself: it loads nothing and sends nothing.'}{now && !now.areValuesShown && ' Texts of strings are hidden.'}</span>
    </footer>
  );
}

function copyLink(): void {
  copyText(token ? `${location.origin}/#token=${token}${location.hash.replace(/^#/, '')}` : location.href);
}

function switchTheme(): void {
  const root = document.documentElement;
  const isDark = getComputedStyle(root).getPropertyValue('--is-dark').trim() === '1';
  root.dataset['theme'] = isDark ? 'light' : 'dark';
}

function toggleKeys(): void {
  const dialog = document.getElementById('keys') as HTMLDialogElement | null;
  if (dialog?.open) dialog.close();
  else dialog?.showModal();
}

const keys: [string, string][] = [['1 – 9, 0', 'the pages in the order of the list'], ['/', 'to the filter of the page'], ['[  and  ]', 'the capture before and after'], ['b', 'back'], ['y', 'copy a link to this page'], ['c', 'copy the command that prints the same'], ['?', 'these keys, and how to read the page'], ['↑ ↓ → ←', 'rows of tables and trees; Enter opens']];

function Keys() {
  return (
    <dialog id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">{keys.map(([key, what]) => <><dt><kbd>{key}</kbd></dt><dd>{what}</dd></>)}</dl>
      <form method="dialog"><button type="submit" class="button">Close</button></form>
    </dialog>
  );
}

function step(by: number): void {
  const now = session.value;
  if (!now || !source.value.isServed) return;
  const at = now.captures.findIndex((one) => String(one.number) === (capture.value ?? String(now.compared.at(-1))));
  const next = now.captures[at + by];
  if (next) go(route.value.page, { ...route.value.values, id: undefined, capture: next.number });
}

function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || document.querySelector('dialog[open]')) return;
      const page = pages.find((one) => one.digit === event.key);
      if (page) go(page.key);
      else if (event.key === '/') document.getElementById('filter')?.focus();
      else if (event.key === '[') step(-1);
      else if (event.key === ']') step(1);
      else if (event.key === 'b') history.back();
      else if (event.key === 'y') copyLink();
      else if (event.key === 'c') document.getElementById('copy-command')?.click();
      else if (event.key === '?') toggleKeys();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** Shows captures that come while the page is open. */
function useWatch(): void {
  const [, redraw] = useState(0);
  useEffect(() => {
    if (!source.value.isServed) return;
    const look = async () => {
      if (document.hidden) return;
      const next = await source.value.session().catch(() => null);
      if (!next || JSON.stringify(next) === JSON.stringify(session.value)) return;
      const isOther = next.compared.join() !== session.value?.compared.join();
      if (isOther) forget();
      session.value = next;
      redraw((n) => n + 1);
    };
    const timer = setInterval(look, 3000);
    return () => clearInterval(timer);
  }, []);
}
