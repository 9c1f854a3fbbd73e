/** Whether any value satisfies a schema. */
export type Verdict =
  | { readonly kind: 'instance'; readonly value: unknown }
  /** Proved: nothing satisfies the schema. `pointers` are the keywords that contradict each other. */
  | { readonly kind: 'impossible'; readonly pointers: readonly string[]; readonly reason: string }
  /** Neither a value nor a proof was found. */
  | { readonly kind: 'unknown' };
