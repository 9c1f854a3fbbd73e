/** The report of a run and the findings in it: what `report.json` holds. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** `new` fails a run; `known` was accepted in a file; `deviation` is documented for a released Airbyte. */
export type FindingStatus = 'new' | 'known' | 'deviation';
export type Reproduction = 'confirmed' | 'flaky' | 'gone' | 'not-retried';

/** One request and what came back. `request` is the JSON body; `raw` replaces it where the bytes are not JSON. */
export interface Step {
  /** An operation id, or `transport` for a request that is none of the eight. */
  readonly operation: string;
  readonly request?: unknown;
  readonly raw?: RawRequest;
  readonly response?: {
    readonly status: number;
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** Why there is no response. */
  readonly error?: string;
  /** Set on steps that were in flight together: the order in which they were sent and answered. */
  readonly interleaving?: { readonly group: number; readonly sent: number; readonly answered: number };
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64, since the bytes need not be text. */
  readonly bodyBase64: string;
}

export interface Finding {
  /** Eight hex digits of a hash of `signature`: the same defect has the same id in every run. */
  readonly id: string;
  readonly check: string;
  readonly operation: string;
  readonly signature: string;
  readonly title: string;
  /** What it means for whoever uses the server. Files of earlier versions have none. */
  readonly meaning?: string;
  readonly severity: Severity;
  readonly status: FindingStatus;
  readonly reproduction: Reproduction;
  /** How often it came back when tried again, `k` of `n`. */
  readonly retries?: { readonly reproduced: number; readonly tried: number };
  readonly expected?: string;
  readonly received?: string;
  /** Where in the answer, as a JSON pointer. */
  readonly pointer?: string;
  /** Id of the deviation that explains it, or the reason given in the known file. */
  readonly explanation?: string;
  readonly steps: readonly Step[];
  /** Requests of other cases of the run that reach beyond their own connection, where they explain the finding. */
  readonly elsewhere?: readonly Step[];
  readonly curl: readonly string[];
  /** The command that sends it again, to be pasted where the run was started. */
  readonly replay: string;
  /** The command that says more about the check. Files of earlier versions have none. */
  readonly explain?: string;
  /** The section about the check in the pages of the package, as `docs/checks.md#patch-frame`. */
  readonly documentation?: string;
  /** The command that found it, `fuzz` or `check`. */
  readonly foundBy?: string;
  /** Where it was found, and where a replay sends it. */
  readonly target?: FoundOn;
  /** How the case was generated: shard, seed and path. */
  readonly path?: string;
  /** The case with placeholders instead of ids: what a replay sends, on any target. */
  readonly case?: unknown;
}

/** A target without its secrets: what a replay needs to go back there. */
export interface FoundOn {
  readonly url: string;
  readonly workspaceId?: string;
  /** The source and the destination that the run was told to build on. */
  readonly sourceId?: string;
  readonly destinationId?: string;
  /** The run started the reference backend for itself; its address is gone. */
  readonly embedded?: true;
  /** The description that it was judged by, where that is not the built-in one: a file or an address. */
  readonly openapi?: string;
  /** It was judged by the published description, unrepaired. */
  readonly strictSpec?: true;
}

export interface OperationCounts {
  readonly total: number;
  readonly byStatus: Readonly<Record<string, number>>;
}

/** The envelope that every command writes, zeros where it has nothing to count; each adds its own section beside `findings`. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'airlock'; readonly version: string };
  readonly command: string;
  readonly target?: { readonly url: string; readonly workspaceId?: string };
  readonly seed?: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly requests: { readonly total: number; readonly byOperation: Readonly<Record<string, OperationCounts>> };
  readonly acceptance: Acceptance;
  readonly checks: Readonly<Record<string, { readonly evaluated: number; readonly failed: number }>>;
  readonly findings: readonly Finding[];
  readonly sandbox: SandboxResult;
  /** The command judges nothing with these options, as `doctor` and a dry run do. */
  readonly onlyLooks?: true;
  /** Sections by command name: `contract`, `verify`, `fuzz`, `load`, `baseline`, `spec`, `selftest`, `check`, `doctor`. */
  readonly [section: string]: unknown;
  readonly exitCode: number;
  /** Why the exit code is not 0, and what to do next: the last line of the console. */
  readonly reason?: string;
}

/** What became of the connections that a run made. */
export interface SandboxResult {
  readonly created: number;
  readonly cleaned: number;
  /** Ids that are still there, and `unknown: …` where nobody could look. */
  readonly left: readonly string[];
  /** What nothing removes: deprecated connections, and at most so many rows of operations whose create or update was refused. */
  readonly stays?: { readonly connections: number; readonly operations: number };
}

export interface Acceptance {
  readonly valid: { readonly sent: number; readonly accepted: number };
  readonly invalid: { readonly sent: number; readonly rejected: number };
  readonly byOperation?: Readonly<
    Record<
      string,
      { readonly valid: { sent: number; accepted: number }; readonly invalid: { sent: number; rejected: number } }
    >
  >;
}

/** A reason for a non-zero exit: what happened and what to do next, in one line. */
export interface Verdict {
  readonly code: 1 | 2 | 3 | 4 | 5 | 6;
  readonly reason: string;
}

/** What one step (contract, verify, fuzz, load, …) hands to its command; `check` joins several into one report. */
export interface StepResult {
  readonly seed?: number;
  readonly findings?: readonly Finding[];
  /** What did not go through the opened target, such as k6's; the rest is counted there. */
  readonly requests?: Report['requests'];
  readonly acceptance?: Acceptance;
  readonly checks?: Readonly<Record<string, { readonly evaluated: number; readonly failed: number }>>;
  readonly sandbox?: SandboxResult;
  /** The step's own section of the report, by name. */
  readonly sections?: Readonly<Record<string, unknown>>;
  /** Lines for the console summary, without colour. */
  readonly summary?: readonly string[];
  readonly verdicts?: readonly Verdict[];
}
