/** A command line with files, environment and target that no user means, and what is right then. */
export interface OddInput {
  /** What is odd, where the words of the command do not show it. */
  readonly title?: string;
  /** Split at spaces, unless it is a list already. `{name}` stands for a place of the test: `{backend}`, `{nobody}`, `{html}` … */
  readonly words: string | readonly string[];
  readonly exit: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  /** What the last line on standard error has to name; with exit 0 what is said at all. */
  readonly says: string | RegExp | readonly (string | RegExp)[];
  /** What has to be said anywhere. */
  readonly shows?: readonly (string | RegExp)[];
  /** What must not appear anywhere, such as a secret. */
  readonly hides?: string;
  /** `null` makes a folder; text may hold `{name}` as well. */
  readonly files?: Readonly<Record<string, string | Uint8Array | null>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What the command leaves in its folder beside its reports and its journals. */
  readonly leaves?: readonly string[];
}

/** What a command line did. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What would keep a process of its own from ending. */
  readonly alive: readonly string[];
}
