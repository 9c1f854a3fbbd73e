/**
 * A process of its own that serves mutants of a server, one after the other: a mutant may loop for ever, and the process is then killed.
 * The parent sends the id of a mutant, or an empty text for none; the answer is the server that has it. To `reached` the answer is which
 * mutants each operation has come to so far, and the start of the server.
 */
import type { BackendCall } from '../../src/backend/hooks.ts';
import type { startBackend } from '../../src/backend/start-backend.ts';
import type { startAirbyte20 } from '../../lab/airbyte-2.0/start.ts';
import type { startServer } from '../../lab/start-server.ts';

interface Stryker {
  activeMutant?: string;
  /** Mutants are counted for it from now on. */
  currentTestId?: string;
  mutantCoverage: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}

/** Ids of mutants, by what came to their code. */
export interface Reached {
  readonly start: readonly string[];
  /** Empty where nothing is counted. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
}

type Served = Awaited<ReturnType<typeof startBackend>> | Awaited<ReturnType<typeof startAirbyte20>>;

const [entry = '', population] = process.argv.slice(2);
/** The name that Stryker's switches look up. */
const switches: Stryker = { mutantCoverage: { static: {}, perTest: {} } };
Object.assign(globalThis, { __stryker__: switches });
const preset = process.env['AIRLOCK_MUTANT'];
if (preset !== undefined) switches.activeMutant = preset;

const module: unknown = await import(entry);
// What ran by now is decided while the modules load: such a mutant has to be on from the start.
const early = Object.keys(switches.mutantCoverage.static);
let running: Served | undefined;

process.on('message', (message: string) => {
  if (message === 'reached') process.send?.({ reached: reachedBy() });
  else
    void serve(message).then(
      (served) => process.send?.(served),
      (error: unknown) => process.send?.({ failure: String(error) }),
    );
});
process.send?.({ early });

async function serve(id: string): Promise<object> {
  await running?.close();
  if (id === '') delete switches.activeMutant;
  else switches.activeMutant = id;
  running = await start(id === '');
  const { url, workspaceId, sourceId, destinationId } = running;
  const foreign =
    'foreignSourceId' in running
      ? {
          workspaceId: running.foreignWorkspaceId,
          sourceId: running.foreignSourceId,
          destinationId: running.foreignDestinationId,
        }
      : undefined;
  return { url, workspaceId, sourceId, destinationId, ...(foreign === undefined ? {} : { foreign }) };
}

/** Without a mutant the reference counts what each operation comes to. */
async function start(counts: boolean): Promise<Served> {
  if (population === 'airbyte-2.0')
    return (module as { startAirbyte20: typeof startAirbyte20 }).startAirbyte20({ isTagged: true });
  if (population === 'airbyte-0.44.5')
    return (module as { startServer: typeof startServer }).startServer({ as: population });
  const counting = { receive: ({ operation }: BackendCall) => void (switches.currentTestId = operation) };
  return (module as { startBackend: typeof startBackend }).startBackend(counts ? { hooks: [counting] } : {});
}

function reachedBy(): Reached {
  const { perTest, static: start } = switches.mutantCoverage;
  const operations = Object.entries(perTest).map(([operation, counts]) => [operation, Object.keys(counts)] as const);
  return { start: Object.keys(start), operations: Object.fromEntries(operations) };
}
