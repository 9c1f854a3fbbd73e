import { foundSoFar } from '../text/found-so-far.ts';
import { percent } from '../text/percent.ts';
import { timeInWords } from '../text/time-in-words.ts';
import type { RunEvent } from './events.ts';
import { visible } from './visible.ts';

export type Progress = Omit<Extract<RunEvent, { type: 'progress' }>, 'type'>;

/** What is done, how far it is, time left, findings so far, requests, rate, acceptance: a narrow terminal cuts the end. */
export function progressLine(progress: Progress, elapsed = ''): string {
  const { phase, number, total, requests, perSecond, acceptance, remainingMs, note = '' } = progress;
  const far = number === undefined ? '' : total === undefined ? ` ${number}` : ` ${number} of ${total}`;
  const parts = [
    note,
    remainingMs === undefined ? '' : `${timeInWords(remainingMs)} left`,
    elapsed,
    foundSoFar(progress),
    requests === undefined ? '' : `${requests.toLocaleString('en')} ${requests === 1 ? 'request' : 'requests'}`,
    perSecond === undefined ? '' : `${Math.round(perSecond)}/s`,
    acceptance === undefined ? '' : `${percent(acceptance)} accepted`,
  ].filter((part) => part !== '');
  const separator = parts.length === 0 ? '' : far === '' || note !== '' ? ': ' : ', ';
  return visible(`${phase}${far}${separator}${parts.join(', ')}`);
}
