/** One form for the id of a connection: servers accept many spellings. */

/** What two spellings of one id have in common; of texts that are no UUID, for servers with ids of another kind, blanks and case are left out. */
export function connectionKey(text: string): string {
  return uuidIn(text) ?? text.trim().toLowerCase();
}

/**
 * In upper case, with blanks, without dashes, in braces, after `urn:uuid:`, with groups that lack their zeros (Java) or in base64 (Jackson).
 * @returns `undefined` for what is no UUID in any of them.
 */
export function uuidIn(text: string): string | undefined {
  if (base64.test(text)) return dashed(Buffer.from(text.trim(), 'base64').toString('hex'));
  if (!decorated.test(text)) return undefined;
  const bare = text
    .replaceAll(/[\s{}()'"]/g, '')
    .replace(/^urn:uuid:/i, '')
    .toLowerCase();
  const groups = bare.split('-');
  if (groups.length === widths.length && groups.every((group) => /^[0-9a-f]+$/.test(group)))
    return groups.map((group, index) => lastOf(group, widths[index] ?? 0)).join('-');
  const digits = bare.replaceAll('-', '');
  return /^[0-9a-f]{32}$/.test(digits) ? dashed(digits) : undefined;
}

const base64 = /^\s*[a-z0-9+/_-]{22}={0,2}\s*$/i;
/** A quick test, which most texts fail. */
const decorated = /^[0-9a-f\s{}()'":urn-]+$/i;
const widths = [8, 4, 4, 4, 12];

function lastOf(group: string, width: number): string {
  return group.padStart(width, '0').slice(-width);
}

function dashed(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
