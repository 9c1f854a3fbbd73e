/** Why an interaction could not be asked for at all; it is then neither verified nor broken. */

/** `missing-handler`: nobody knows the state. `not-allowed`: the run may not, or the target has nothing to build on. `refused`: the provider did not play along. */
export type UnreachableKind = 'missing-handler' | 'not-allowed' | 'refused';

export class StateUnreachableError extends Error {
  override readonly name = 'StateUnreachableError';
  readonly kind: UnreachableKind;

  constructor(state: string, kind: UnreachableKind, reason: string) {
    super(`Cannot reach the provider state "${state}": ${reason}`);
    this.kind = kind;
  }
}
