/** The shape of a known deviation: plain data, so that deviations can be listed and read. */
import type { CheckId } from '../properties/checks/all-checks.ts';
import type { OperationId } from '../schemas/operations.ts';

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
  /** Of the answer; 0 where there was none. */
  readonly statuses?: readonly number[];
  /** Regular expression on the answer's `message`, or on the answer where it is a text. */
  readonly message?: string;
  /** Regular expression on the finding's title, where a check finds more than one kind of thing. */
  readonly title?: string;
  /** Regular expression on the finding's pointer; list positions are digits. */
  readonly pointer?: string;
  /**
   * The answer is the 500 of an exception that nothing maps: an object whose message begins with `Internal Server Error`, or, since 13
   * October 2025, one with the errorId of the log and nothing else. What the cause was it does not tell, so that the request must.
   */
  readonly isUncaught?: true;
  /** Which rule the request was made to break: its keyword, or the label of a case below the API; the descriptions tell rules of one keyword apart. */
  readonly broken?: {
    readonly keywords?: readonly string[];
    readonly pointer?: string;
    readonly descriptions?: readonly string[];
  };
  readonly request?: readonly Condition[];
  readonly response?: readonly Condition[];
  /** The value at the finding's pointer is one that an answer before the parallel requests showed, or that one of these sent; or, with `any`, neither had one. */
  readonly isFormerValue?: 'present' | 'any';
  /** The place is one at which a write that took effect, up to the finding, was made to break a rule. */
  readonly isEcho?: boolean;
  /** Some step up to the finding, or in flight together with it, was a request like this. */
  readonly earlier?: {
    readonly operations?: readonly OperationId[];
    readonly request?: readonly Condition[];
    readonly statuses?: readonly number[];
    /** It was in flight together with others. */
    readonly isParallel?: true;
    /** Or a request of another case of the run: the effect reaches beyond the connection that it was sent for. */
    readonly anywhere?: true;
  };
}

/**
 * About the values at a pointer, `*` for every member or item; one of them has to satisfy it. Conditions that lead through the same list are
 * about the same item.
 */
export interface Condition {
  readonly pointer: string;
  /** `absent`: an object that is there lacks it; `nowhere`: there is no such place at all; `fraction`: a number that is no integer. */
  readonly is:
    | 'absent'
    | 'present'
    | 'nowhere'
    | 'fraction'
    | { readonly oneOf: readonly (string | number | boolean | null)[] }
    | { readonly matches: string }
    | { readonly longerThan: number }
    | { readonly below: number }
    | { readonly above: number };
}
