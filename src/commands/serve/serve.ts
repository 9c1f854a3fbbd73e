/** `airlock serve`: starts the backend, says where it is, and ends with the first signal. */
import { defined } from '../../json/defined.ts';
import type { LabOptions, ServerKind } from '../../../lab/start-server.ts';
import { startBackend } from '../../backend/start-backend.ts';
import type { BackendOptions, RunningBackend } from '../../backend/start-backend.ts';
import { columnsOf, wrapped } from '../../report/wrapped.ts';
import { nearest } from '../nearest.ts';
import { kebab } from '../options/option-name.ts';
import { printLine } from '../print-line.ts';
import { chosenDescription } from '../release.ts';

/** Options as commander hands them over: text. */
export type ServeOptions = Readonly<Record<string, unknown>>;

export async function serve(options: ServeOptions): Promise<void> {
  if (options['list'] === true) {
    const { faults, latitudes } = await loadLab();
    const lines = [...titled('--fault', faults), '', ...titled('--latitude', latitudes)];
    for (const line of lines) console.log(wrapped(line, columnsOf(process.stdout)).join('\n'));
    return;
  }
  try {
    if (options['openapi'] !== undefined && String(options['as']).startsWith('airbyte-'))
      throw new TypeError(
        `Cannot use --openapi with --as ${String(options['as'])}: that server judges by no schema; leave one of them out`,
      );
    const release = await chosenDescription({ openapi: options['openapi'] }); // its credentials are those that it asks for
    const backend = await start(options, {
      ...backendOptions(options),
      ...(release === undefined ? {} : { release: { description: release, document: release.document } }),
    });
    console.log(`Airlock reference backend ready: ${backend.url} workspace ${backend.workspaceId}`);
    await new Promise<void>((resolve) => {
      // The handler stays: npm sends a Ctrl-C twice, and the second must not end the process while the server closes.
      process.on('SIGINT', resolve).on('SIGTERM', resolve);
    });
    await backend.close();
  } catch (error) {
    process.exitCode = error instanceof Error && error.name === 'TargetUnusableError' ? 3 : 2;
    printLine(lineOf(error, options));
  }
}

type Served = Pick<RunningBackend, 'url' | 'workspaceId' | 'close'>;

/** Loads the lab only when an option needs it. */
async function start(options: ServeOptions, backend: BackendOptions): Promise<Served> {
  if (['as', 'fault', 'latitude'].every((name) => options[name] === undefined)) return startBackend(backend);
  const lab = await loadLab();
  const { as, ...rest } = labOptions(options, lab);
  if (as !== 'airbyte-2.0') return lab.startServer({ ...backend, ...rest, ...defined({ as }) });
  for (const name of ['fault', 'latitude', 'otherAuth', 'otherToken'])
    if (options[name] !== undefined)
      throw new TypeError(
        `Cannot use --${kebab(name)} with --as airbyte-2.0: that server takes none; leave one of them out`,
      );
  const { startAirbyte20 } = await import('../../../lab/airbyte-2.0/start.ts');
  return startAirbyte20({ ...backend, isTagged: true });
}

type Lab = Awaited<ReturnType<typeof loadLab>>;

async function loadLab() {
  const { faultIds, faults } = await import('../../../lab/faults.ts');
  const { latitudeIds, latitudes } = await import('../../../lab/latitudes.ts');
  const { servedKinds, startServer } = await import('../../../lab/start-server.ts');
  return { faultIds, faults, latitudeIds, latitudes, servedKinds, startServer };
}

function labOptions(
  options: ServeOptions,
  { faultIds, latitudeIds, servedKinds }: Lab,
): Pick<LabOptions, 'faults' | 'latitudes'> & { as?: ServedKind } {
  return {
    ...(typeof options['as'] === 'string' ? { as: kindOf(options['as'], servedKinds) } : {}),
    faults: idsIn(options, 'fault', faultIds),
    latitudes: idsIn(options, 'latitude', latitudeIds),
  };
}

function titled(option: string, table: Readonly<Record<string, { readonly title: string }>>): readonly string[] {
  return Object.entries(table).map(([id, { title }]) => `${option} ${id.padEnd(36)} ${title}`);
}

function backendOptions(options: ServeOptions): BackendOptions {
  const auth = authOf(options['auth'], options['token']);
  const otherAuth = authOf(options['otherAuth'], options['otherToken']);
  if (otherAuth !== undefined && auth === undefined)
    throw new TypeError('Cannot use a second user without a first: pass --auth or --token as well');
  return {
    port: wholeNumber(options, 'port', 65_535),
    host: String(options['host']),
    connections: wholeNumber(options, 'connections', 1_000_000),
    work: wholeNumber(options, 'work', 100_000),
    ...defined({
      auth,
      otherAuth,
      seed: options['seed'] === undefined ? undefined : wholeNumber(options, 'seed', Number.MAX_SAFE_INTEGER),
    }),
  };
}

type ServedKind = ServerKind | 'airbyte-2.0';

function kindOf(name: string, kinds: readonly ServedKind[]): ServedKind {
  const kind = kinds.find((known) => known === name);
  if (kind === undefined) throw new TypeError(`Cannot serve --as "${name}": expected ${kinds.join(', ')}`);
  return kind;
}

function idsIn<Id extends string>(options: ServeOptions, name: string, known: readonly Id[]): readonly Id[] {
  const asked: readonly unknown[] = Array.isArray(options[name]) ? options[name] : [];
  return asked.map((word) => {
    const found = known.find((id) => id === word);
    if (found !== undefined) return found;
    const hint = nearest(String(word), known);
    throw new TypeError(
      `Cannot use --${name} "${String(word)}": expected one of the ${known.length} that airlock serve --list shows${hint === undefined ? '' : `; did you mean "${hint}"?`}`,
    );
  });
}

function wholeNumber(options: ServeOptions, name: string, max: number): number {
  const value = Number(options[name]);
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new TypeError(`Cannot use --${name} "${String(options[name])}": expected a whole number from 0 to ${max}`);
  return value;
}

function authOf(auth: unknown, token: unknown): BackendOptions['auth'] {
  if (typeof token === 'string') return { token };
  if (typeof auth !== 'string') return undefined;
  const [username = '', ...password] = auth.split(':');
  if (password.length === 0) throw new TypeError('Cannot use --auth: expected USER:PASSWORD');
  return { username, password: password.join(':') };
}

function lineOf(error: unknown, options: ServeOptions): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Cannot listen on port ${String(options['port'])}: it is in use; pass another --port, or 0 for a free one`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `Cannot listen on "${String(options['host'])}": this machine has no such address; pass another --host`;
  if (code === 'EACCES')
    return `Cannot listen on port ${String(options['port'])}: it needs more rights; pass a --port above 1023`;
  return error instanceof Error ? error.message : String(error);
}
