import { source, useData } from '../model/data';
import { bytes, clean, of } from '../model/format';
import { link } from '../model/route';
import { kindOf, labelOf, nameOf } from '../model/words';
import { Waiting } from './basic';

/** How the objects of a class are held: equal ways are one line. */
export function Holders({ className, example, close }: { className: string; example: number | null; close?: () => void }) {
  const { value, error } = useData(source.value.isServed ? `holders ${className}` : null, () => source.value.holders(className));
  return (
    <section class="side" aria-label={`Who holds ${clean(className)}`}>
      <div class="head-line"><h2>Who holds {clean(className)}</h2>{close && <button type="button" class="quiet-button" onClick={close}>Close</button>}</div>
      <p class="actions">
        {example !== null && <a class="button" href={link('story', { id: example })}>Why one of them stays</a>}
        {source.value.isServed && close && <a class="quiet-button" href={link('objects', { class: className })}>List the objects</a>}
      </p>
      {source.value.isServed && (!value ? <Waiting error={error} what="Looking for the holders …" /> : (
        <ol class="holders">
          {value.rows.map((row) => (
            <li>
              <p><strong>{of(row.count, 'object')}</strong>, {bytes(row.retainedBytes)} retained{row.isHeld ? '' : ': nothing holds them'}</p>
              <p class="way">{row.steps.slice(0, 6).map((step, i) => <>{i > 0 && <span class="muted"> in </span>}<span class="muted">{kindOf(step.edge)} </span><b>{nameOf(step.edge)}</b> <span class="muted">of</span> {labelOf(step.object)}{step.isRepeated && ' (repeated)'}</>)}{row.steps.length > 6 && ' …'}</p>
            </li>
          ))}
        </ol>
      ))}
    </section>
  );
}
