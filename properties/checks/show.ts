import type { Difference } from '../model/read-back.ts';
import { counted } from '../../src/text/counted.ts';
import { shortened } from '../../src/text/shortened.ts';

/** A value for titles and reports, shortened and on one line. */
export function show(value: unknown, limit = 120): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing');
  return shortened(text, limit);
}

/** Both sides of a difference, shown where they differ. A list shows its length and the entry, a long text the part. */
export function showDifference({ expected, received }: Difference): {
  readonly expected: string;
  readonly received: string;
} {
  if (Array.isArray(expected) && Array.isArray(received) && expected.length !== received.length) {
    const at = [...expected, undefined].findIndex(
      (entry, index) => JSON.stringify(entry) !== JSON.stringify(received[index]),
    );
    return { expected: showEntry(expected, at), received: showEntry(received, at) };
  }
  const [left, right] = [show(expected, Number.POSITIVE_INFINITY), show(received, Number.POSITIVE_INFINITY)];
  const at = Array.from(left).findIndex((character, index) => character !== right[index]);
  const from = Math.max(left.length, right.length) > 120 && at > 60 ? at - 30 : 0;
  return { expected: showFrom(left, from), received: showFrom(right, from) };
}

function showEntry(list: readonly unknown[], at: number): string {
  return list.length === 0 ? '[]' : `${counted(list.length, 'entry', 'entries')}, at ${at} ${show(list[at])}`;
}

function showFrom(text: string, from: number): string {
  return `${from === 0 ? '' : '…'}${shortened(text.slice(from), 120)}`;
}

/** The body of an answer as it came, shortened; whoever shows it puts it on one line. */
export function showBody(text: string, limit = 120): string {
  return text === '' ? 'an empty body' : shortened(text, limit);
}
