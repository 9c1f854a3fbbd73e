import { mask } from './masking.ts';
import { visible } from '../report/visible.ts';
import { columnsOf, wrapped } from '../report/wrapped.ts';

/** Long enough for a list of what is accepted, short enough for a screen. */
const longest = 1500;
const end = 400;

/** Prints one line on standard error, as lines where a terminal is too narrow. Control characters become visible, and a long line is cut in its middle. */
export function printLine(text: string): void {
  const line = visible(mask(text));
  const whole = line.length <= longest ? line : `${line.slice(0, longest - end)} … ${line.slice(line.length - end)}`;
  for (const fitting of wrapped(whole, columnsOf(process.stderr))) console.error(fitting);
}
