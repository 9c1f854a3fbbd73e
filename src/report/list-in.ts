/** A list in a section of a report; empty when the section or the list is not there. */
export function listIn(section: unknown, key: string): readonly unknown[] {
  if (typeof section !== 'object' || section === null) return [];
  const list: unknown = Reflect.get(section, key);
  return Array.isArray(list) ? list : [];
}
