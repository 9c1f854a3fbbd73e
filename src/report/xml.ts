/** An XML element as text; everything that is not an element itself is escaped. */
import { visibleLines } from './visible.ts';

/** An element that is written already. */
export interface Xml {
  readonly xml: string;
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly (Xml | string)[] = [],
): Xml {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`],
  );
  const inside = children.map((child) => (typeof child === 'string' ? escapeXml(child) : child.xml));
  const open = `${name}${given.join('')}`;
  return { xml: inside.length === 0 ? `<${open}/>` : `<${open}>${inside.join('')}</${name}>` };
}

function escapeXml(text: string): string {
  return visibleLines(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;');
}
