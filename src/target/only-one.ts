/** What a run works on, chosen by the target where nobody named it: only where there is nothing to choose from. */
import { counted } from '../text/counted.ts';
import { shortened } from '../text/shortened.ts';
import { listAt, member, textAt } from '../json/json.ts';
import type { Answer, Failure } from './exchange.ts';

/** Sends a POST with a JSON body that is known to be a read; `path` is below the address of the target. */
export type Read = (path: string, body: object) => Promise<Answer | Failure>;

/** What can be found: the only one of its kind. */
export type Kind = 'workspace' | 'source' | 'destination';

/** One that the run takes because there is no other. */
export interface Chosen {
  readonly id: string;
  readonly name: string;
}

/** Called with what was taken, so that the run says it. */
export type OnChosen = (kind: Kind, chosen: Chosen) => void;

/** So many are named in a message. */
const namedAtMost = 10;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which one is meant only the user knows; `found` is empty where the target does not list them. */
export class ChoiceError extends TypeError {
  readonly kind: Kind;
  readonly found: readonly Chosen[];

  constructor(message: string, { kind, found }: { readonly kind: Kind; readonly found: readonly Chosen[] }) {
    super(message);
    this.kind = kind;
    this.found = found;
  }
}

/**
 * @param owner what has them, such as `workspace 20f7…`.
 * @returns `undefined` where there is none.
 * @throws {ChoiceError} where there are several.
 */
export function onlyOne(kind: Kind, owner: string, found: readonly Chosen[]): Chosen | undefined {
  if (found.length <= 1) return found[0];
  const shown = found.slice(0, namedAtMost).map(described).join(', ');
  const more = found.length > namedAtMost ? ` and ${found.length - namedAtMost} more` : '';
  throw new ChoiceError(
    `Cannot choose a ${kind}: ${owner} has ${counted(found.length, kind)}: ${shown}${more}; pass the id of one as --${kind} or AIRLOCK_${kind.toUpperCase()}`,
    { kind, found },
  );
}

/** What a list answer shows; `undefined` for an answer that is no list. Deleted ones do not count. */
export function itemsOf(outcome: Answer | Failure, name: Kind): readonly Chosen[] | undefined {
  if (outcome.kind === 'failure' || outcome.status !== 200 || !outcome.json.ok) return undefined;
  const { value } = outcome.json;
  if (!Array.isArray(member(value, `${name}s`))) return undefined;
  return listAt(value, `${name}s`).flatMap((item) => {
    const id = textAt(item, `${name}Id`);
    const isThere = member(item, 'tombstone') !== true;
    return id !== undefined && isUuid(id) && isThere ? [{ id, name: textAt(item, 'name') ?? '' }] : [];
  });
}

/** Upper case counts, too. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** `20f7e83e-… "Main"`; a name is the text of somebody else. */
export function described({ id, name }: Chosen): string {
  return name === '' ? id : `${id} ${JSON.stringify(shortened(name, 60))}`;
}
