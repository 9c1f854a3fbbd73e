/** How much of a case has not been sent before: what a run draws goes where nothing was looked at. */
import { isObject } from '../../src/json/json.ts';
import type { Case, CaseStep } from '../model/case.ts';

/** Deeper members are free JSON or repeat themselves. */
const deepest = 6;
/** Items of one list are alike. */
const itemsLookedAt = 2;

/** Remembers what cases had: operations after each other with the members of their bodies, and members together. */
export class Novelty {
  readonly #seen = new Set<string>();
  readonly #before: Novelty | undefined;

  /** @param before what others have seen, which stays as it is */
  constructor(before?: Novelty) {
    this.#before = before;
  }

  add({ steps }: Pick<Case, 'steps'>): void {
    for (const feature of featuresOf(steps)) this.#seen.add(feature);
  }

  /** New features for each step: a longer case is no better for its length. */
  of({ steps }: Pick<Case, 'steps'>): number {
    const fresh = new Set(featuresOf(steps).filter((feature) => !this.#has(feature)));
    return fresh.size / Math.max(1, steps.length);
  }

  #has(feature: string): boolean {
    return this.#seen.has(feature) || (this.#before !== undefined && this.#before.#has(feature));
  }
}

function featuresOf(steps: readonly CaseStep[]): readonly string[] {
  return steps.flatMap((step, index) => {
    const { operation, body, intent } = step;
    const what = intent.kind === 'invalid' ? `${operation} ${intent.label.keyword} ${intent.label.pointer}` : operation;
    const before = steps[index - 1]?.operation ?? '';
    const members = isObject(body) ? Object.keys(body).toSorted() : [];
    return [
      `${before} > ${what}`,
      ...members.map((member) => `${before} > ${what} ${member}`),
      ...members.flatMap((one, place) => members.slice(place + 1).map((other) => `${what} ${one} ${other}`)),
      ...placesIn(body, what, deepest),
    ];
  });
}

/** Places that hold something, with what they hold where that is one of a few values. */
function placesIn(value: unknown, place: string, depth: number): readonly string[] {
  if (depth === 0) return [];
  if (Array.isArray(value))
    return [
      `${place}=${Math.min(value.length, 3)}`,
      ...value.slice(0, itemsLookedAt).flatMap((item: unknown) => placesIn(item, `${place}/*`, depth - 1)),
    ];
  if (isObject(value))
    return [
      place,
      ...Object.entries(value).flatMap(([key, child]) =>
        key === 'jsonSchema' ? [] : placesIn(child, `${place}/${key}`, depth - 1),
      ),
    ];
  return [isOneOfFew(value) ? `${place}=${String(value)}` : place];
}

/** Words of an enum, empty texts, booleans; names and ids are all different. */
function isOneOfFew(value: unknown): boolean {
  return typeof value === 'string' ? /^[a-z_]{0,16}$/.test(value) : typeof value !== 'number';
}
