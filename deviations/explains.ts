/** Decides on a finding whether a deviation explains it. */
import type { Finding, Step } from '../src/report/report.ts';
import { isObject, member } from '../src/json/json.ts';
import { tokensOf } from '../src/json/pointer.ts';
import { withoutPositions } from '../schemas/without-positions.ts';
import type { Condition, Deviation, Matcher } from './deviation.ts';

/** Whether one matcher of the deviation explains the finding. */
export function explains(deviation: Deviation, finding: Finding): boolean {
  return deviation.matches.some((matcher) => matchesFinding(matcher, finding));
}

function matchesFinding(matcher: Matcher, finding: Finding): boolean {
  const { checks, operations, title, pointer } = matcher;
  return (
    isOneOf(checks, finding.check) &&
    (operations === undefined || isOneOf(operations, finding.operation)) &&
    (title === undefined || new RegExp(title).test(finding.title)) &&
    (pointer === undefined || new RegExp(pointer).test(finding.pointer ?? '')) &&
    candidatesOf(matcher, finding).some((index) => matchesAt(matcher, finding, index))
  );
}

/** The last step that it may be about; what was in flight together with it may be meant as well. */
function candidatesOf({ statuses, isUncaught }: Matcher, { steps, operation }: Finding): readonly number[] {
  const indices = [...steps.entries()]
    .filter(
      ([, step]) =>
        step.operation === operation &&
        (statuses === undefined || statuses.includes(step.response?.status ?? 0)) &&
        (isUncaught !== true || isOfUncaught(step)),
    )
    .map(([index]) => index);
  const last = indices.at(-1);
  const group = last === undefined ? undefined : steps[last]?.interleaving?.group;
  return group === undefined
    ? indices.slice(-1)
    : indices.filter((index) => steps[index]?.interleaving?.group === group);
}

function matchesAt(matcher: Matcher, finding: Finding, index: number): boolean {
  const { message, broken, request = [], response = [], isFormerValue, isEcho, earlier } = matcher;
  const step = finding.steps[index];
  if (step === undefined) return false;
  if (message !== undefined && !new RegExp(message).test(messageOf(step))) return false;
  if (broken !== undefined && !isBroken(broken, finding, index)) return false;
  if (!holdTogether(request, step.request)) return false;
  if (!holdTogether(response, step.response?.body)) return false;
  if (isEcho === true && !echoesBrokenWrite(finding, index)) return false;
  if (isFormerValue !== undefined && !showsFormerValue(finding, index, isFormerValue)) return false;
  return (
    earlier === undefined ||
    [...upTo(finding.steps, index), ...(earlier.anywhere === true ? (finding.elsewhere ?? []) : [])].some(
      (other) =>
        (earlier.operations === undefined || isOneOf(earlier.operations, other.operation)) &&
        (earlier.isParallel !== true || other.interleaving !== undefined) &&
        (earlier.statuses === undefined || earlier.statuses.includes(other.response?.status ?? 0)) &&
        holdTogether(earlier.request ?? [], other.request),
    )
  );
}

/** What was sent up to a step, and what was in flight together with it. */
function upTo(steps: readonly Step[], index: number): readonly Step[] {
  const group = steps[index]?.interleaving?.group;
  return steps.filter((step, at) => at <= index || (group !== undefined && step.interleaving?.group === group));
}

/**
 * Only answers about the same connection count, and none of the requests that were in flight together. What one of these has sent is as good:
 * where patches are lost, an answer that shows one of them and lacks another is blamed for either.
 */
function showsFormerValue({ steps, pointer = '' }: Finding, index: number, kind: 'present' | 'any'): boolean {
  const tokens = tokensOf(pointer);
  const now = steps[index];
  const value = membersAt(now?.response?.body, tokens);
  if (value.length === 0 && kind === 'present') return false;
  const isValue = (body: unknown): boolean => JSON.stringify(membersAt(body, tokens)) === JSON.stringify(value);
  const isOfSame = (step: Step): boolean => connectionIn(now) !== undefined && connectionIn(step) === connectionIn(now);
  return upTo(steps, index).some((step) =>
    step.interleaving === undefined
      ? step !== now && isOfSame(step) && isValue(step.response?.body)
      : value.length > 0 && isValue(step.request),
  );
}

/**
 * The legacy `schedule` of a read mirrors the basic schedule that was sent. An object for a list is a list of one that lacks what it has not.
 * Operations are changed before an update with them fails.
 */
function echoesBrokenWrite(finding: Finding, index: number): boolean {
  const place = withoutPositions(finding.pointer ?? '').replace(/^\/schedule\//, '/scheduleData/basicSchedule/');
  return finding.steps.slice(0, index + 1).some(({ response }, position) => {
    const { pointer, description = '' } = labelOf(finding, position);
    if (pointer === undefined) return false;
    const broken = withoutPositions(pointer);
    const isThere =
      place === broken || (description.startsWith('an object for a list') && place.startsWith(`${broken}/`));
    return isThere && (response?.status === 200 || (response?.status === 500 && place.startsWith('/operations/')));
  });
}

function connectionIn(step: Step | undefined): unknown {
  return membersAt(step?.response?.body, ['connectionId'])[0];
}

function isOneOf(ids: readonly string[], found: string): boolean {
  return ids.includes(found);
}

function messageOf({ response }: Step): string {
  const message = membersAt(response?.body, ['message'])[0] ?? response?.body;
  return typeof message === 'string' ? message : '';
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** UncaughtExceptionHandler: in words before 13 October 2025 (75054177f0), since then with an id alone. */
function isOfUncaught({ response }: Step): boolean {
  const { status, body } = response ?? {};
  if (status !== 500 || !isObject(body)) return false;
  const { message, errorId, ...others } = body;
  if (typeof message === 'string') return message.startsWith('Internal Server Error');
  return typeof errorId === 'string' && uuid.test(errorId) && Object.keys(others).length === 0;
}

/** What the case says that the request was made to break. */
function isBroken(broken: NonNullable<Matcher['broken']>, finding: Finding, index: number): boolean {
  const { keyword, pointer, description } = labelOf(finding, index);
  return (
    keyword !== undefined &&
    (broken.keywords === undefined || broken.keywords.includes(keyword)) &&
    (broken.pointer === undefined || (pointer !== undefined && new RegExp(broken.pointer).test(pointer))) &&
    (broken.descriptions === undefined || (description !== undefined && broken.descriptions.includes(description)))
  );
}

interface Label {
  readonly keyword?: string;
  readonly pointer?: string;
  readonly description?: string;
}

function labelOf(finding: Finding, index: number): Label {
  const [label] = membersAt(finding.case, ['steps', String(index), 'intent', 'label']);
  if (typeof label === 'string') return { keyword: label };
  const [keyword, pointer, description = ''] = ['keyword', 'pointer', 'description'].map((key) => member(label, key));
  return typeof keyword === 'string' && typeof pointer === 'string' && typeof description === 'string'
    ? { keyword, pointer, description }
    : {};
}

/** All of them, those that lead through one list for one and the same item of it. */
function holdTogether(conditions: readonly Condition[], root: unknown): boolean {
  const byList = Map.groupBy(conditions, ({ pointer }) => pointer.slice(0, Math.max(0, pointer.indexOf('/*/'))));
  return [...byList].every(([listed, together]) =>
    together.length === 1 || !together.every(({ pointer }) => pointer.startsWith(`${listed}/*/`))
      ? together.every((condition) => holds(condition, root))
      : membersAt(root, tokensOf(`${listed}/*`)).some((item) =>
          holdTogether(
            together.map(({ pointer, is }) => ({ pointer: pointer.slice(listed.length + 2), is })),
            item,
          ),
        ),
  );
}

function holds({ pointer, is }: Condition, root: unknown): boolean {
  const tokens = tokensOf(pointer);
  if (is === 'absent') {
    const last = tokens.at(-1) ?? '';
    return membersAt(root, tokens.slice(0, -1)).some(
      (parent) => (isObject(parent) || Array.isArray(parent)) && (member(parent, last) ?? null) === null, // servers take null for absent
    );
  }
  const found = membersAt(root, tokens);
  return is === 'nowhere' ? found.length === 0 : found.some((value) => isAs(value, is));
}

function isAs(value: unknown, is: Exclude<Condition['is'], 'absent' | 'nowhere'>): boolean {
  if (is === 'present') return value !== null;
  if (is === 'fraction') return typeof value === 'number' && !Number.isInteger(value);
  if ('oneOf' in is) return is.oneOf.some((expected) => expected === value);
  if ('matches' in is) return typeof value === 'string' && new RegExp(is.matches).test(value);
  if ('longerThan' in is) return (typeof value === 'string' || Array.isArray(value)) && value.length > is.longerThan;
  if ('above' in is) return isNumber(value) && value > is.above;
  return isNumber(value) && value < is.below;
}

/** Integers that a double cannot hold are read as `bigint`. */
function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** The values that a path leads to: none, one, or several where it has a `*`. */
function membersAt(root: unknown, tokens: readonly string[]): readonly unknown[] {
  const [token, ...rest] = tokens;
  if (token === undefined) return root === undefined ? [] : [root];
  if (typeof root !== 'object' || root === null) return [];
  if (token === '*') return Object.values(root).flatMap((member) => membersAt(member, rest));
  return Object.hasOwn(root, token) ? membersAt((root as Readonly<Record<string, unknown>>)[token], rest) : [];
}
