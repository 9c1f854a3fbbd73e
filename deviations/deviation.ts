/** The shape of a known deviation, and how its conditions are decided on a finding. Plain data, so that they can be listed and read. */
import type { CheckId } from '../properties/checks/all-checks.ts';
import type { Finding, Step } from '../src/report/report.ts';
import type { OperationId } from '../schemas/operations.ts';
import { withoutPositions } from '../schemas/without-positions.ts';

export interface Deviation {
  readonly id: string;
  readonly title: string;
  /** ISO dates of the changes that brought and ended it; absent where it was always so, or still is. */
  readonly from?: string;
  readonly until?: string;
  readonly operations: readonly OperationId[] | 'all';
  /** When it shows. */
  readonly condition: string;
  /** Commit, class or issue of the server that shows it. */
  readonly evidence: string;
  /**
   * The servers that do so leave this rule alone at nearly every place. Where a run sees mistakes of the keyword refused nearly everywhere,
   * the target enforces the rule, and the place where it does not is a finding of its own.
   */
  readonly everywhere?: { readonly keyword: string };
  /** A finding that satisfies one of these, in all its parts, is explained. */
  readonly matches: readonly Matcher[];
}

/** All parts that are given must hold; about the step that the finding is about unless it says otherwise. */
export interface Matcher {
  readonly checks: readonly CheckId[];
  readonly operations?: readonly OperationId[];
  /** Of the answer. */
  readonly statuses?: readonly number[];
  /** Regular expression on the answer's `message`, or on the answer where it is a text. */
  readonly message?: string;
  /** Regular expression on the finding's pointer; list positions are digits. */
  readonly pointer?: string;
  /** Which rule the request was made to break: its keyword, or the label of a case below the API. */
  readonly broken?: { readonly keywords?: readonly string[]; readonly pointer?: string };
  readonly request?: readonly Condition[];
  readonly response?: readonly Condition[];
  /** The value at the finding's pointer is one that an answer before the parallel requests showed; or, with `any`, neither had one. */
  readonly isFormerValue?: 'present' | 'any';
  /** The place is the one at which an accepted write, up to the finding, was made to break a rule. */
  readonly isEcho?: boolean;
  /** Some step up to the finding was a request like this. */
  readonly earlier?: {
    readonly operations?: readonly OperationId[];
    readonly request?: readonly Condition[];
    readonly statuses?: readonly number[];
    /** Or a request of another case of the run: the effect reaches beyond the connection that it was sent for. */
    readonly anywhere?: true;
  };
}

/** About the values at a pointer, `*` for every member or item; one of them has to satisfy it. */
export interface Condition {
  readonly pointer: string;
  /** `absent`: an object that is there lacks it; `nowhere`: there is no such place at all. */
  readonly is:
    | 'absent'
    | 'present'
    | 'nowhere'
    | { readonly oneOf: readonly (string | number | boolean | null)[] }
    | { readonly matches: string }
    | { readonly longerThan: number }
    | { readonly below: number }
    | { readonly above: number };
}

/** Whether one matcher of the deviation explains the finding. */
export function explains(deviation: Deviation, finding: Finding): boolean {
  return deviation.matches.some((matcher) => matchesFinding(matcher, finding));
}

function matchesFinding(matcher: Matcher, finding: Finding): boolean {
  const {
    operations,
    statuses,
    message,
    pointer,
    broken,
    request = [],
    response = [],
    isFormerValue,
    isEcho,
    earlier,
  } = matcher;
  if (!isOneOf(matcher.checks, finding.check)) return false;
  if (operations !== undefined && !isOneOf(operations, finding.operation)) return false;
  if (pointer !== undefined && !new RegExp(pointer).test(finding.pointer ?? '')) return false;
  // What was in flight together with the step that the finding is about stands beside it.
  const index = finding.steps.findLastIndex(
    ({ operation, response }) =>
      operation === finding.operation && (statuses === undefined || statuses.includes(response?.status ?? 0)),
  );
  const step = finding.steps[index];
  if (step === undefined) return false;
  if (message !== undefined && !new RegExp(message).test(messageOf(step))) return false;
  if (broken !== undefined && !isBroken(broken, finding, index)) return false;
  if (!request.every((condition) => holds(condition, step.request))) return false;
  if (!response.every((condition) => holds(condition, step.response?.body))) return false;
  if (isEcho === true && !echoesBrokenWrite(finding, index)) return false;
  if (isFormerValue !== undefined && !showsFormerValue(finding, index, isFormerValue)) return false;
  return (
    earlier === undefined ||
    [...finding.steps.slice(0, index + 1), ...(earlier.anywhere === true ? (finding.elsewhere ?? []) : [])].some(
      (other) =>
        (earlier.operations === undefined || isOneOf(earlier.operations, other.operation)) &&
        (earlier.statuses === undefined || earlier.statuses.includes(other.response?.status ?? 0)) &&
        (earlier.request ?? []).every((condition) => holds(condition, other.request)),
    )
  );
}

/** Only answers about the same connection count, and none of the requests that were in flight together. */
function showsFormerValue({ steps, pointer = '' }: Finding, index: number, kind: 'present' | 'any'): boolean {
  const tokens = pointer.split('/').slice(1);
  const now = steps[index];
  const value = membersAt(now?.response?.body, tokens);
  if (value.length === 0 && kind === 'present') return false;
  return steps
    .slice(0, index)
    .some(
      (before) =>
        before.interleaving === undefined &&
        connectionIn(now) !== undefined &&
        connectionIn(before) === connectionIn(now) &&
        JSON.stringify(membersAt(before.response?.body, tokens)) === JSON.stringify(value),
    );
}

/** The legacy `schedule` of a read mirrors the basic schedule that was sent. */
function echoesBrokenWrite(finding: Finding, index: number): boolean {
  const place = withoutPositions(finding.pointer ?? '').replace(/^\/schedule\//, '/scheduleData/basicSchedule/');
  return finding.steps.slice(0, index + 1).some(({ response }, position) => {
    const { pointer } = labelOf(finding, position);
    return response?.status === 200 && pointer !== undefined && withoutPositions(pointer) === place;
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

/** What the case says that the request was made to break. */
function isBroken(broken: NonNullable<Matcher['broken']>, finding: Finding, index: number): boolean {
  const { keyword, pointer } = labelOf(finding, index);
  return (
    keyword !== undefined &&
    (broken.keywords === undefined || broken.keywords.includes(keyword)) &&
    (broken.pointer === undefined || (pointer !== undefined && new RegExp(broken.pointer).test(pointer)))
  );
}

function labelOf(finding: Finding, index: number): { readonly keyword?: string; readonly pointer?: string } {
  const [label] = membersAt(finding.case, ['steps', String(index), 'intent', 'label']);
  if (typeof label === 'string') return { keyword: label };
  const [keyword] = membersAt(label, ['keyword']);
  const [pointer] = membersAt(label, ['pointer']);
  return typeof keyword === 'string' && typeof pointer === 'string' ? { keyword, pointer } : {};
}

function holds({ pointer, is }: Condition, root: unknown): boolean {
  const tokens = pointer.split('/').slice(1);
  if (is === 'absent') {
    const last = tokens.at(-1) ?? '';
    return membersAt(root, tokens.slice(0, -1)).some(
      (parent) =>
        typeof parent === 'object' &&
        parent !== null &&
        ((parent as Readonly<Record<string, unknown>>)[last] ?? null) === null, // servers take null for absent
    );
  }
  const found = membersAt(root, tokens);
  return is === 'nowhere' ? found.length === 0 : found.some((value) => isAs(value, is));
}

function isAs(value: unknown, is: Exclude<Condition['is'], 'absent' | 'nowhere'>): boolean {
  if (is === 'present') return value !== null;
  if ('oneOf' in is) return is.oneOf.some((expected) => expected === value);
  if ('matches' in is) return typeof value === 'string' && new RegExp(is.matches).test(value);
  if ('longerThan' in is) return (typeof value === 'string' || Array.isArray(value)) && value.length > is.longerThan;
  if ('above' in is) return typeof value === 'number' && value > is.above;
  return typeof value === 'number' && value < is.below;
}

/** The values that a path leads to: none, one, or several where it has a `*`. */
function membersAt(root: unknown, tokens: readonly string[]): readonly unknown[] {
  const [token, ...rest] = tokens;
  if (token === undefined) return root === undefined ? [] : [root];
  if (typeof root !== 'object' || root === null) return [];
  if (token === '*') return Object.values(root).flatMap((member) => membersAt(member, rest));
  return Object.hasOwn(root, token) ? membersAt((root as Readonly<Record<string, unknown>>)[token], rest) : [];
}
