/** What an engine says while it works. Engines emit, reporters consume; nothing else prints. */
import type { Finding, Report } from './report.ts';

export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly command: string;
      readonly version: string;
      readonly target?: string;
      readonly workspaceId?: string;
      readonly seed?: number;
    }
  | { readonly type: 'phase-started'; readonly phase: string; readonly note?: string }
  | {
      readonly type: 'progress';
      readonly phase: string;
      /** The one that is under way, counted from 1, and how many there are. */
      readonly number?: number;
      readonly total?: number;
      readonly requests?: number;
      readonly perSecond?: number;
      readonly acceptance?: number;
      /** New ones; those that are explained are counted apart. */
      readonly findings?: number;
      readonly deviations?: number;
      /** Accepted before. */
      readonly known?: number;
      readonly remainingMs?: number;
      readonly note?: string;
    }
  | { readonly type: 'phase-finished'; readonly phase: string; readonly summary: string; readonly ok: boolean }
  | { readonly type: 'exchange'; readonly phase: string; readonly exchange: ExchangeSummary }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'notice'; readonly level: 'info' | 'warning'; readonly text: string }
  | { readonly type: 'run-finished'; readonly report: Report };

/** Enough of an exchange for HAR and NDJSON, secrets already masked. */
export interface ExchangeSummary {
  readonly id: string;
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** Wall clock, ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody?: string;
  readonly status?: number;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly responseBody?: string;
  readonly error?: string;
}

export type Emit = (event: RunEvent) => void;
