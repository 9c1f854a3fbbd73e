/** What every reporter is: it gets the events of a run and writes one format. */
import type { RunEvent } from './events.ts';

export interface ReporterOptions {
  readonly reportDir: string;
  /** `report.json` as it is shown, where the run writes one. */
  readonly reportFile?: string;
  /** Megabytes of `events.ndjson` after which exchanges are left out. */
  readonly maxNdjson?: number;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  /** Applied to everything that leaves the process. */
  readonly redact: (text: string) => string;
}

export interface Reporter {
  emit(event: RunEvent): void;
  /** Writes what can only be written at the end. */
  close?(): void | Promise<void>;
  /** Files and folders that were really written, once it is closed. */
  written?(): readonly string[];
}
