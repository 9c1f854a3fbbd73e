/** The value of a data block of the page; `undefined` where there is none. */
export function pageData(id: string): unknown {
  const block = document.getElementById(id);
  return block === null ? undefined : JSON.parse(block.textContent ?? '');
}
