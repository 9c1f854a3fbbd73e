/** Where the law behind a finding is written: a command for the terminal, and a section of the pages in the package. */
export interface CheckReference {
  readonly explain: string;
  readonly documentation: string;
}

/** The heading of a section is the id of its check, so that GitHub, npm and editors make the same anchor of it. */
export function checkReference({ check }: { readonly check: string }): CheckReference {
  return { explain: `airlock explain ${check}`, documentation: `docs/checks.md#${check}` };
}
