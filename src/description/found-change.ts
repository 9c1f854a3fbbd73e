/** A change before it is judged. */
import type { Change } from './change.ts';
import type { Circumstances } from './classify.ts';
import type { Direction } from './reachable-part.ts';
import type { Answer } from './consumer-effects.ts';

/** Where a change is in the data, and what the judgement depends on. */
export interface Found extends Omit<Change, 'effects' | 'class' | 'consumers'> {
  readonly directions: ReadonlySet<Direction>;
  readonly given: Circumstances;
  /** The model that holds the place, and the way from the model's root to it in data; `*` for items. */
  readonly model?: string;
  readonly tokens: readonly string[];
  /** The answer that the change is in, among those that are declared. */
  readonly answer?: Answer;
}
