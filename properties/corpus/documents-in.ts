import { parseJson } from '../../src/json/parse-json.ts';

/**
 * The JSON documents in a text: all of it, or those that stand among other lines. A connector's `discover` prints one message a line,
 * its log before the catalog; runners print lines of their own between them, or put something in front of each.
 */
export function documentsIn(text: string): readonly unknown[] {
  const whole = parsed(text);
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole];
  const documents: unknown[] = [];
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const start = line.indexOf('{');
    if (start === -1) continue;
    const document = parsed(line.slice(start));
    if (document !== undefined) documents.push(document);
    // Printed over several lines, by `jq` for example.
    else if (line === '{') {
      const end = lines.indexOf('}', at);
      const block = end === -1 ? undefined : parsed(lines.slice(at, end + 1).join('\n'));
      if (block === undefined) continue;
      documents.push(block);
      at = end;
    }
  }
  return documents;
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
