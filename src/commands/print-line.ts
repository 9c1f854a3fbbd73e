import { mask } from './masking.ts';
import { visible } from '../report/visible.ts';

/** Long enough for a list of what is accepted, short enough for a screen. */
const longest = 1500;
const end = 400;

/** Prints one line on standard error. Control characters become visible, and a long line is cut in its middle. */
export function printLine(text: string): void {
  const line = visible(mask(text));
  console.error(line.length <= longest ? line : `${line.slice(0, longest - end)} … ${line.slice(line.length - end)}`);
}
