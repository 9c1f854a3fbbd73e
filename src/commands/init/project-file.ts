/** A file of a project, and what may happen to one that is there. */
export type ProjectFile =
  /** Written where it is not there; a file that is there stays as it is. */
  | { readonly kind: 'whole'; readonly path: string; readonly text: string }
  /** Lines that are added where they are missing. */
  | { readonly kind: 'lines'; readonly path: string; readonly lines: readonly string[] };
