const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const counts = new Intl.NumberFormat('en-US');

/** 1.3 MiB: one K is 1024 bytes. */
export function bytes(value: number): string {
  let size = Math.abs(value);
  let unit = 0;
  while (size >= 1023.95 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  const text = unit === 0 ? counts.format(Math.round(size)) : size.toFixed(1);
  return `${value < 0 ? '−' : ''}${text} ${units[unit]}`;
}

/** +1.3 MiB. */
export const signedBytes = (value: number): string => (value > 0 ? '+' : '') + bytes(value);

/** 88,104. */
export const count = (value: number): string => counts.format(value).replace('-', '−');

/** +38. */
export const signed = (value: number): string => (value > 0 ? '+' : '') + count(value);

/** 1 object, 2 objects. */
export const of = (value: number, what: string): string => `${count(value)} ${what}${value === 1 ? '' : what.endsWith('s') ? 'es' : 's'}`;

/** 12.4 %. */
export function percent(part: number, whole: number): string {
  if (whole <= 0) return '';
  const share = (100 * part) / whole;
  return share > 0 && share < 0.1 ? '< 0.1 %' : `${share.toFixed(share < 10 ? 1 : 0)} %`;
}

/** The arrow that stands beside each growth, so that it is told without colour. */
export const arrow = (value: number): string => (value > 0 ? '↑' : value < 0 ? '↓' : '→');

/** 12.3 s. */
export const seconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} s`;

/** file:line:column. */
export const place = (at: { file: string; line: number; column: number }): string => `${clean(at.file)}:${at.line}:${at.column}`;

const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\uFFFD]/gu;

/** Text of the program with control characters and bidirectional overrides spelled out: names and strings of a heap hold any character. */
export function clean(text: string): string {
  return text.replace(unprintable, (letter) => {
    if (letter === '\n') return '\\n';
    if (letter === '\r') return '\\r';
    if (letter === '\t') return '\\t';
    return `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}

/** The same, cut. */
export const short = (text: string, most = 80): string => clean(text.length > most ? `${text.slice(0, most)}…` : text);
