/** In what two answers to one request differ, by the aspects that are counted. */
import { isEqualJson, isObject, listAt, member, objectAt, textAt } from '../../../src/json/json.ts';
import { under } from '../../../src/json/pointer.ts';

/** What is counted: of every answer, of errors, of reads. */
export const aspects = ['status', 'type', 'shape', 'class', 'message', 'paths', 'values'] as const;

/** One of them. */
export type Aspect = (typeof aspects)[number];

/** An answer, recorded or received. */
export interface ComparedAnswer {
  readonly status: number;
  readonly answerType?: string | undefined;
  readonly answer?: unknown;
  readonly answerText?: string | undefined;
  readonly more?: number;
}

/** One thing in which two answers differ. */
export interface Difference {
  readonly aspect: Aspect;
  /** What differs, without what is peculiar to this exchange: the same text, the same kind. */
  readonly kind: string;
}

/** The aspects that an answer of this status has. */
export function aspectsOf(status: number): readonly Aspect[] {
  return status < 400 ? ['status', 'type', 'paths', 'values'] : ['status', 'type', 'shape', 'class', 'message'];
}

/** Ids are equal in both already. */
export function differences(recorded: ComparedAnswer, received: ComparedAnswer): readonly Difference[] {
  if (recorded.status !== received.status) {
    const said = messageOf(recorded);
    return [{ aspect: 'status', kind: `${recorded.status} → ${received.status} (${said}) (${messageOf(received)})` }];
  }
  const found: Difference[] = [];
  const same = (aspect: Aspect, left: string, right: string): void => {
    if (left !== right) found.push({ aspect, kind: `${left} → ${right}` });
  };
  same('type', recorded.answerType ?? 'none', received.answerType ?? 'none');
  if (recorded.status >= 400) {
    same('shape', shapeOf(recorded), shapeOf(received));
    same(
      'class',
      textAt(recorded.answer, 'exceptionClassName') ?? '',
      textAt(received.answer, 'exceptionClassName') ?? '',
    );
    same('message', messageOf(recorded), messageOf(received));
    return found;
  }
  if (recorded.answer === undefined && recorded.answerText === undefined) return found;
  const [left, right] = inCommon(recorded, received);
  const [before, after] = [pathsOf(left), pathsOf(right)];
  for (const path of before) if (!after.has(path)) found.push({ aspect: 'paths', kind: `lacks ${path}` });
  for (const path of after) if (!before.has(path)) found.push({ aspect: 'paths', kind: `adds ${path}` });
  for (const pointer of unequal(left, right)) found.push({ aspect: 'values', kind: pointer });
  return found;
}

/** The order of these lists is not guaranteed. */
const sets = new Set(['operations', 'operationIds', 'selectedFields', 'transforms', 'connections', 'hashedFields']);
/** Made up by the server, or decided by what it was seeded with. */
const incomparable = new Set(['createdAt', 'updatedAt', 'icon', 'source', 'destination']);

/** Without what is not compared; of a list, the items that both have, because only some were recorded. */
function inCommon(recorded: ComparedAnswer, received: ComparedAnswer): readonly [unknown, unknown] {
  const [left, right] = [comparable(recorded.answer), comparable(received.answer)];
  if (!Array.isArray(member(left, 'connections'))) return [left, right];
  const ids = new Set(listAt(left, 'connections').map((item) => textAt(item, 'connectionId')));
  const shown = listAt(right, 'connections');
  const length = listAt(left, 'connections').length + (recorded.more ?? 0);
  return [
    { ...objectAt({ left }, 'left'), length },
    {
      ...objectAt({ right }, 'right'),
      connections: shown.filter((item) => ids.has(textAt(item, 'connectionId'))),
      length: shown.length,
    },
  ];
}

function comparable(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => comparable(item));
    return sets.has(key)
      ? items.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))
      : items;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value)
    .filter(([name]) => !incomparable.has(name))
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(members.map(([name, child]) => [name, comparable(child, name)]));
}

/** Members with the types of their values; places in lists do not count; free JSON and stack traces are one value. */
function pathsOf(value: unknown, path = '', found = new Set<string>()): ReadonlySet<string> {
  if (path.endsWith('/jsonSchema')) return found.add(path);
  if (path.endsWith('xceptionStack')) return found.add(path);
  if (Array.isArray(value)) for (const item of value) pathsOf(item, `${path}/*`, found);
  else if (isObject(value)) for (const [name, child] of Object.entries(value)) pathsOf(child, under(path, name), found);
  return found.add(`${path} ${Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value}`);
}

/** Pointers of unequal values, with `*` for places in lists. */
function unequal(left: unknown, right: unknown, path = ''): ReadonlySet<string> {
  if (isEqualJson(left, right)) return new Set();
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length)
    return new Set(left.flatMap((item, index) => [...unequal(item, right[index], `${path}/*`)]));
  if (isObject(left) && isObject(right) && !path.endsWith('/jsonSchema')) {
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return new Set([...names].flatMap((name) => [...unequal(left[name], right[name], under(path, name))]));
  }
  return new Set([path]);
}

function shapeOf({ answer, answerText }: ComparedAnswer): string {
  if (answer === undefined) return answerText === undefined || answerText === '' ? 'no body' : 'text';
  return [...pathsOf(answer)].toSorted().join(' ');
}

/** Without numbers, ids, quoted text and SQL. The text of a null pointer differs from one call to the next. */
function messageOf({ answer, answerText }: ComparedAnswer): string {
  if (textAt(answer, 'exceptionClassName') === 'java.lang.NullPointerException') return 'null pointer';
  const inner = listAt(objectAt(answer, '_embedded'), 'errors').map((error) => textAt(error, 'message') ?? '');
  return [textAt(answer, 'message') ?? answerText ?? '', ...inner]
    .join(' | ')
    .replaceAll(/SQL \[.*?\];/gs, 'SQL;')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '<id>')
    .replaceAll(/"[^"]*"/g, '<text>')
    .replaceAll(/\d+/g, '<number>')
    .replaceAll(/Failing row contains .*$/gm, 'Failing row');
}
