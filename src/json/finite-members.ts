/** The members without those that are numbers and not finite: JSON has no word for them, and no reader one for `null`. */
export function finiteMembers<Members extends object>(members: Members): FiniteMembers<Members> {
  const kept = Object.entries(members).filter(([, value]) => typeof value !== 'number' || Number.isFinite(value));
  return Object.fromEntries(kept) as FiniteMembers<Members>; // exactly what the filter leaves
}

/** Numbers may be missing. */
export type FiniteMembers<Members> = {
  [Key in keyof Members as Members[Key] extends number ? never : Key]: Members[Key];
} & { [Key in keyof Members as Members[Key] extends number ? Key : never]?: Members[Key] };
