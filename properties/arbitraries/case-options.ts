import type { TrapId } from '../../schemas/traps.ts';
import type { Asker } from '../../src/target/asker.ts';
import type { GenerationContext } from './generation-context.ts';

/** What the cases of a run may do. */
export interface CaseOptions {
  readonly context: GenerationContext;
  readonly mayWrite: boolean;
  /** The consent to inputs that damage released servers. */
  readonly harmful: boolean;
  /** What damages the target; without it, whatever damages any release. */
  readonly traps?: ReadonlySet<TrapId>;
  /** A second workspace is known. */
  readonly foreign: boolean;
  /** Who else can ask; nobody unless told otherwise. */
  readonly askers?: readonly Asker[];
  readonly oversized: boolean;
  /** A discovered catalog of the source is known. */
  readonly catalog?: boolean;
  /** The workspace has connections that were there before the run. */
  readonly existing?: boolean;
  /** The run may create only so many connections: each serves more than one drawn case. */
  readonly isThrifty?: boolean;
  /** Asking the source again is allowed. */
  readonly refresh?: boolean;
  /** Sources that may be asked again beside the one of the run. */
  readonly sources?: number;
}
