import type { Finding, HeldStep, ObjectInfo, PathEdge, PathStep, StatisticsInfo } from '../api/contract';
import { clean, short } from './format';

const kinds: Record<string, string> = {
  context: 'variable', property: 'property', element: 'element', internal: 'internal', hidden: 'internal', shortcut: 'shortcut', weak: 'weak (does not hold)',
};

/** V8's edge type as a word. */
export const kindOf = (edge: PathEdge): string => kinds[edge.type] ?? edge.type;

/** The name of an edge: sessions, .user, [3]. */
export function nameOf(edge: PathEdge): string {
  const name = short(edge.name, 60);
  if ((edge.type === 'element' || edge.type === 'hidden') && /^\d+$/.test(edge.name)) return `[${name}]`;
  return edge.type === 'property' && name ? `.${name}` : name;
}

/** What an object is called in one line, without its id. */
export function labelOf(node: ObjectInfo): string {
  const name = short(node.name, 80);
  const className = short(node.class, 100);
  switch (node.type) {
    case 'string': case 'concatenated string': case 'sliced string':
      return name.startsWith('hidden text of') ? name : `“${name}”`;
    case 'closure': case 'regexp':
      return name ? `${className} ${name}` : className;
    case 'object':
      return node.class === 'Object' && name ? name : className;
    case 'native':
      return className;
    case 'synthetic':
      return name || 'the roots of the heap';
    default:
      return name || className;
  }
}

/** The class and name of a step of a path. */
export function stepLabel(step: PathStep): string {
  const className = short(step.class, 60);
  if (step.class === 'system / Context' && step.name) return clean(step.name);
  if (!step.name || step.name === step.class || step.name === `(${step.class})`) return className;
  const name = short(step.name, 60);
  if (!className || (className.startsWith('(') && name.startsWith('('))) return name;
  return `${className} ${name}`;
}

/** A step of a path as a sentence. */
export function sentenceOf(edge: PathEdge | null, what: string, isFirst: boolean): string {
  if (what.startsWith('module ')) return `The ${what} stays loaded as long as the process runs.`;
  if (isFirst || !edge) return `It begins at ${what}.`;
  const name = nameOf(edge);
  switch (edge.type) {
    case 'context':
      return `Its variable ${name} is ${article(what)}.`;
    case 'property':
      return `Its property ${name} is ${article(what)}.`;
    case 'element':
      return `Its element ${name} is ${article(what)}.`;
    case 'weak':
      return `It knows ${article(what)} without holding it.`;
    case 'internal': case 'hidden':
      return insideOf(edge.name, what);
    default:
      return `Inside, as ${name || 'part of V8'}, it keeps ${article(what)}.`;
  }
}

/** Where the part of a path begins that a person finds in the source: the scope above the holder. */
export function scopeStart(finding: Finding): number {
  const holder = holderIndex(finding);
  for (let i = holder - 1; i > 0; i--) if (finding.path[i]?.class === 'system / Context') return i;
  return Math.max(0, holder - 2);
}

/** The step of the object that grows. */
export const holderIndex = (finding: Finding): number => Math.max(0, finding.path.findIndex((step) => step.id === finding.holder.id));

/** A path of an inspected object in the form of a finding's. */
export const stepsOf = (path: HeldStep[]): PathStep[] => path.map((step) => ({
  edge: step.edge ?? { type: '', name: '' }, id: step.object.id, class: step.object.class, name: ['object', 'native'].includes(step.object.type) ? '' : step.object.name,
  retainedBytes: step.object.retainedBytes, location: null, repeated: 1 + step.skipped,
}));

/** What the bytes of a heap are, in plain words. */
export function kindsOf(bytes: StatisticsInfo): { name: string; bytes: number; tone: string }[] {
  return [
    { name: 'objects and closures', bytes: bytes.otherBytes, tone: 'object' },
    { name: 'strings', bytes: bytes.stringBytes, tone: 'string' },
    { name: 'arrays', bytes: bytes.arrayBytes, tone: 'array' },
    { name: 'buffers', bytes: bytes.typedArrayBytes, tone: 'native' },
    { name: 'compiled code', bytes: bytes.codeBytes, tone: 'code' },
    { name: "V8's own", bytes: bytes.systemBytes, tone: 'hidden' },
    { name: 'outside the heap', bytes: bytes.otherNativeBytes, tone: 'closure' },
  ].filter((kind) => kind.bytes > 0);
}

/** The tone of the colour scale for a node type. */
export function toneOf(type: string): string {
  if (type.includes('string')) return 'string';
  return { object: 'object', closure: 'closure', array: 'array', code: 'code', native: 'native', 'object shape': 'hidden', hidden: 'hidden', synthetic: 'hidden' }[type] ?? 'object';
}

// Names of V8's own fields, as what they are to somebody who never saw them.
function insideOf(name: string, what: string): string {
  if (name === 'table') return 'Its entries are in a table.';
  if (name === 'elements') return 'Its elements are in a store.';
  if (name === 'properties') return 'Its properties are in a store.';
  if (name === 'context') return `It can reach the variables around it: ${what}.`;
  if (name === 'previous') return `Around that is another scope: ${what}.`;
  if (/^\d+$/.test(name)) return `Place ${name} of it holds ${article(what)}.`;
  return `V8 keeps ${article(what)} for it, as “${short(name, 40)}”.`;
}

const article = (what: string): string => (/^[a-z“(]/.test(what) || /\s/.test(what) ? what : `${/^[AEIOU]/.test(what) ? 'an' : 'a'} ${what}`);
