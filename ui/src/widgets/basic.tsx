import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { SourceExcerpt, SourceLocation } from '../api/contract';
import { quote } from '../model/data';
import { clean, place } from '../model/format';

/** The head of a page: what it is, how to read it, and the same as a command. */
export function PageHead({ title, lead, help, command, children }: { title: string; lead?: ComponentChildren; help: ComponentChildren; command?: string[]; children?: ComponentChildren }) {
  return (
    <header class="head">
      <div class="head-line">
        <h1 tabIndex={-1} id="page-title">{title}</h1>
        {command && <CopyCommand words={command} />}
      </div>
      {lead && <p class="lead">{lead}</p>}
      <details class="help" id="help">
        <summary>How to read this</summary>
        <div class="help-text">{help}</div>
      </details>
      {children}
    </header>
  );
}

/** Copies the command that prints the same. */
export function CopyCommand({ words }: { words: string[] }) {
  const [isCopied, set] = useState(false);
  const text = `heaptrail ${words.map(quote).join(' ')}`;
  const copy = () => {
    copyText(text);
    set(true);
    setTimeout(() => set(false), 1500);
  };
  return (
    <button type="button" class="quiet-button" id="copy-command" title={clean(text)} onClick={copy}>
      {isCopied ? 'Copied' : 'Copy as command'}
    </button>
  );
}

/** Copies a text, also where the clipboard is not for pages from files. */
export function copyText(text: string): void {
  if (navigator.clipboard?.writeText) {
    navigator.clipboard.writeText(text).catch(() => copyBySelection(text));
    return;
  }
  copyBySelection(text);
}

function copyBySelection(text: string): void {
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

/** What is shown while data is on its way, or instead of it. */
export function Waiting({ error, what }: { error: string | null; what: string }) {
  return error ? <p class="refusal" role="alert">{clean(error).replaceAll('\\n', '\n')}</p> : <p class="waiting" role="status">{what}</p>;
}

/** A place in the source. */
export function Place({ at }: { at: SourceLocation | null }) {
  return at ? <code class="place">{place(at)}</code> : null;
}

/** Source text with one line marked. */
export function Excerpt({ excerpt }: { excerpt: SourceExcerpt }) {
  const lines = excerpt.lines.map((line) => line.replaceAll('\t', '  '));
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  return (
    <figure class="excerpt">
      <figcaption><code>{clean(excerpt.file)}:{excerpt.line}</code></figcaption>
      <pre tabIndex={0} aria-label={`Source of ${clean(excerpt.file)}, line ${excerpt.line}`}>
        {lines.map((line, i) => {
          const number = excerpt.first + i;
          return (
            <span class={number === excerpt.line ? 'line marked' : 'line'}>
              <span class="number">{number}</span>
              {clean(line.slice(indent)) || ' '}
            </span>
          );
        })}
      </pre>
    </figure>
  );
}
