import { mask } from './masking.ts';
import { visible } from '../report/visible.ts';

/** Messages that list what is accepted are long; what somebody typed or a server said must not fill the screen. */
const longest = 1500;
const end = 400;

/** One line on standard error, whatever is in it: control characters are shown, what is too long is cut in its middle. */
export function printLine(text: string): void {
  const line = visible(mask(text));
  console.error(line.length <= longest ? line : `${line.slice(0, longest - end)} … ${line.slice(line.length - end)}`);
}
