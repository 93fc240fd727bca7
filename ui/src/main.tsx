import './theme/page.css';
import { render } from 'preact';
import { EmbeddedSource, readEmbedded } from './api/embedded';
import { HttpSource } from './api/http';
import type { DataSource } from './api/source';
import { App, setToken } from './app';
import { session, source } from './model/data';
import { capture, route } from './model/route';

const tokenKey = 'heaptrail-token';

/** Takes the token out of the address, where others could read it over somebody's shoulder. */
function takeToken(): string {
  const given = /^#token=([0-9a-f]+)(.*)$/.exec(location.hash);
  if (!given) return sessionStorage.getItem(tokenKey) ?? '';
  sessionStorage.setItem(tokenKey, given[1] ?? '');
  history.replaceState(null, '', `#${given[2] || '/overview'}`);
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  route.value = { page: path || 'overview', values: Object.fromEntries(new URLSearchParams(query)) };
  return given[1] ?? '';
}

async function start(): Promise<DataSource> {
  const data = await readEmbedded();
  if (data) return new EmbeddedSource(data);
  const token = takeToken();
  setToken(token);
  return new HttpSource(token, () => capture.value);
}

const root = document.getElementById('app');
if (root) {
  start().then(async (data) => {
    source.value = data;
    session.value = await data.session();
    root.replaceChildren();
    render(<App />, root);
  }).catch((error: Error) => {
    const text = document.createElement('p');
    text.className = 'refusal';
    text.setAttribute('role', 'alert');
    text.textContent = error.message;
    root.replaceChildren(text);
  });
}
