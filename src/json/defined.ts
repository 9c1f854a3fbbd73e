/** The members that are set. */
export type Defined<Members> = { [Key in keyof Members]?: Exclude<Members[Key], undefined> };

/** Leaves out what is `undefined`, as exact optional members want it. */
export function defined<Members extends object>(members: Members): Defined<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<Members>; // exactly what the filter leaves
}
