/** Opens the targets of a command, the embedded backend included, and cleans and closes them all. */
import { defined } from '../json/defined.ts';
import { withoutUser } from '../client/address.ts';
import type { Progress } from '../report/progress-line.ts';
import type { FoundOn, Report } from '../report/report.ts';
import type { Exchange } from '../target/exchange.ts';
import { described } from '../target/only-one.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { paceOf } from '../target/pace.ts';
import type { Pace } from '../target/pace.ts';
import type { Redact } from '../target/redact.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { addRequests } from './add-requests.ts';
import { startEmbedded } from './embedded-backend.ts';
import type { Embedded } from './embedded-backend.ts';
import { targetOptionsOf } from './options/target-options-of.ts';
import { text } from './options/option-values.ts';
import type { Options } from './options/option-values.ts';
import { identifyTarget } from './identify-target.ts';
import { trapsOf } from './traps-of.ts';
import { chosenDescription } from './release.ts';
import type { TargetRelease } from '../description/identify-release.ts';

type Sandbox = NonNullable<Report['sandbox']>;

export interface KeeperHooks {
  readonly runId: string;
  readonly signal: AbortSignal;
  /** Secrets in the options. */
  readonly secrets?: readonly string[];
  /** Called when more secrets become known. */
  onRedact(redact: Redact): void;
  onExchange(exchange: Exchange): void;
  /** Called with what is worth a line besides the results. */
  onNotice(text: string): void;
  /** Called with what is done before and after the work of the command. */
  onProgress(progress: Progress): void;
  /** Called when the first target is open. */
  onOpen(target: OpenTarget): void;
}

export class TargetKeeper {
  readonly #given: Options;
  readonly #hooks: KeeperHooks;
  readonly #opened: OpenTarget[] = [];
  readonly #received: string[] = [];
  readonly #releases = new Map<string, Promise<TargetRelease>>();
  #embedded: Promise<Embedded> | undefined;
  #pace: Pace | undefined;
  /** What an earlier opening of the target has found, so that a later one need not look. */
  readonly #chosen: { workspaceId?: string; sourceId?: string; destinationId?: string } = {};
  #access: Omit<TargetOptions, 'url'> | undefined;
  /** Requests of the sandbox that is being emptied. */
  #cleaning: { readonly number: number; readonly total: number } | undefined;

  constructor(given: Options, hooks: KeeperHooks) {
    this.#given = given;
    this.#hooks = hooks;
  }

  /** Read once, because it reads files. @throws {UsageError} */
  #accessOptions(): Omit<TargetOptions, 'url'> {
    this.#access ??= targetOptionsOf(this.#given);
    return this.#access;
  }

  /** The one pace of the run: all that it sends, to whatever target, stays within the bounds together. */
  pace(): Pace {
    this.#pace ??= paceOf(this.#accessOptions());
    return this.#pace;
  }

  async options(): Promise<TargetOptions> {
    const given = this.#accessOptions();
    const url = text(this.#given, 'target');
    await this.#mask();
    if (url !== undefined) return { url, ...given };
    this.#embedded ??= startEmbedded(this.#given);
    const { options } = await this.#embedded;
    // A proxy, credentials and a second workspace are for targets that others run.
    const { proxy: _, auth: _a, token: _t, clientId: _i, clientSecret: _s, foreign: _f, other: _o, ...own } = given;
    return { ...options, ...own, optIns: { ...options.optIns, ...given.optIns } };
  }

  /** Masks the secrets of the options, of the files that they name, and those that the target handed out. */
  async #mask(): Promise<void> {
    const { redactorOf, secretsOf } = await import('../target/redact.ts');
    const given = secretsOf({ url: '', ...this.#accessOptions() });
    this.#hooks.onRedact(redactorOf([...(this.#hooks.secrets ?? []), ...given, ...this.#received]));
  }

  async open(changes: Partial<TargetOptions> = {}): Promise<OpenTarget> {
    // A release or a description that cannot be had is said before anything is sent.
    await chosenDescription(this.#given, this.pace());
    const { openTarget } = await import('../target/open-target.ts');
    const { runId, signal } = this.#hooks;
    const serial = this.#opened.length;
    const options = await this.#optionsWith(changes);
    this.#hooks.onProgress({ phase: 'target', note: `looking at ${options.url}` });
    const target = await openTarget(options, {
      signal,
      pace: this.pace(),
      runId: serial === 0 ? runId : `${runId}${serial}`,
      onExchange: (exchange) => this.#exchanged(exchange),
      onChosen: (kind, chosen) => {
        if (changes.url === undefined) this.#chosen[`${kind}Id`] = chosen.id;
        this.#hooks.onNotice(`${kind.padEnd(11)} ${described(chosen)}: none was named, and there is only one`);
      },
      onSecret: (secret) => {
        this.#received.push(secret);
        void this.#mask();
      },
    });
    this.#opened.push(target);
    if (serial === 0) this.#hooks.onOpen(target);
    return target;
  }

  /** Which release an open target is: found out once for an address. @throws {UsageError} for a release that is none. */
  async releaseOf(target: OpenTarget): Promise<TargetRelease> {
    const embedded = await this.#embedded;
    if (!this.#releases.has(target.url)) this.#hooks.onProgress({ phase: 'target', note: 'finding out its release' });
    const known =
      this.#releases.get(target.url) ??
      identifyTarget(target, { given: this.#given, isEmbedded: embedded?.options.url === target.url });
    this.#releases.set(target.url, known);
    target.heed(trapsOf(await known, target));
    return known;
  }

  #exchanged(exchange: Exchange): void {
    this.#hooks.onExchange(exchange);
    if (this.#cleaning === undefined) return;
    // More of them than were reckoned with, where something is in the way.
    const number = this.#cleaning.number + 1;
    this.#cleaning = { number, total: Math.max(number, this.#cleaning.total) };
    this.#hooks.onProgress({ phase: 'cleaning up', ...this.#cleaning });
  }

  /** Another address is another target: it gets only the options that are named for it. */
  async #optionsWith(changes: Partial<TargetOptions>): Promise<TargetOptions> {
    const { url } = changes;
    return url === undefined ? { ...(await this.options()), ...this.#chosen, ...changes } : { ...changes, url };
  }

  /** The target as the report names it. */
  described(): Pick<Report, 'target'> {
    const first = this.#opened[0];
    if (first === undefined) {
      const url = text(this.#given, 'target');
      return url === undefined ? {} : { target: { url } };
    }
    const { workspaceId } = first.fixtures;
    return { target: { url: first.url, ...(workspaceId === '' ? {} : { workspaceId }) } };
  }

  /** The target as a finding names it; nothing for a command that had none. */
  foundOn(): FoundOn | undefined {
    const { target } = this.described();
    if (target === undefined) return undefined;
    return {
      ...target,
      ...defined({
        embedded: this.#embedded === undefined ? undefined : (true as const),
        strictSpec: this.#given['strictSpec'] === true ? (true as const) : undefined,
        sourceId: text(this.#given, 'source'),
        destinationId: text(this.#given, 'destination'),
        openapi: openapiOf(this.#given),
      }),
    };
  }

  /** Empties every sandbox, closes every connection, stops the embedded backend. */
  async close(): Promise<{ readonly sandbox?: Sandbox; readonly requests: Report['requests'] }> {
    const sandboxes: Sandbox[] = [];
    for (const target of this.#opened) {
      this.#cleaning = { number: 0, total: target.sandbox.cleaningCost() };
      sandboxes.push(await emptied(target));
      this.#cleaning = undefined;
      await target.close();
    }
    const embedded = await this.#embedded;
    await embedded?.close();
    const requests = addRequests(this.#opened.map((target) => target.counts()));
    if (sandboxes.length === 0) return { requests };
    const sum = (key: 'created' | 'cleaned'): number => sandboxes.reduce((total, sandbox) => total + sandbox[key], 0);
    const left = sandboxes.flatMap((sandbox) => sandbox.left);
    // The embedded backend is gone, with all that it held.
    const stays = embedded === undefined ? staysIn(sandboxes) : undefined;
    return { sandbox: { created: sum('created'), cleaned: sum('cleaned'), left, ...defined({ stays }) }, requests };
  }
}

function staysIn(sandboxes: readonly Sandbox[]): Sandbox['stays'] {
  const found = sandboxes.flatMap(({ stays }) => stays ?? []);
  if (found.length === 0) return undefined;
  const sum = (key: 'connections' | 'operations'): number => found.reduce((total, stays) => total + stays[key], 0);
  return { connections: sum('connections'), operations: sum('operations') };
}

function openapiOf(given: Options): string | undefined {
  const source = text(given, 'openapi');
  return source === undefined ? undefined : withoutUser(source);
}

async function emptied(target: OpenTarget): Promise<Sandbox> {
  try {
    return await target.sandbox.clean();
  } catch (error) {
    return { created: 0, cleaned: 0, left: [`unknown: ${error instanceof Error ? error.message : String(error)}`] };
  }
}
