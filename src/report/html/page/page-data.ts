import { parseJson } from '../../../json/parse-json.ts';

/** The value of a data block of the page; `undefined` where there is none. */
export function pageData(id: string): unknown {
  const block = document.getElementById(id);
  return block === null ? undefined : parseJson(block.textContent ?? '');
}
