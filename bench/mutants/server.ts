/**
 * A process of its own that serves mutants of the backend, one after the other: a mutant may loop for ever, and the process is then killed.
 * The parent sends the id of a mutant, or an empty text for none; the answer is the backend that has it.
 */
import type { startBackend as startOriginal } from '../../src/backend/start-backend.ts';

type Start = typeof startOriginal;

interface Stryker {
  activeMutant?: string;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, unknown> };
}

/** The name that Stryker's switches look up. */
const switches: Stryker = { mutantCoverage: { static: {}, perTest: {} } };
Object.assign(globalThis, { __stryker__: switches });
const preset = process.env['AIRLOCK_MUTANT'];
if (preset !== undefined) switches.activeMutant = preset;

const { startBackend } = (await import(process.argv[2] ?? '')) as { readonly startBackend: Start }; // a copy of that module
// What ran by now is decided while the modules load: such a mutant has to be on from the start.
const early = Object.keys(switches.mutantCoverage?.static ?? {});
let running: Awaited<ReturnType<Start>> | undefined;

process.on('message', (id: string) => {
  void (async () => {
    await running?.close();
    if (id === '') delete switches.activeMutant;
    else switches.activeMutant = id;
    running = await startBackend({ connections: 3 });
    const { url, workspaceId, sourceId, destinationId, foreignWorkspaceId, foreignSourceId, foreignDestinationId } =
      running;
    process.send?.({
      url,
      workspaceId,
      sourceId,
      destinationId,
      foreign: { workspaceId: foreignWorkspaceId, sourceId: foreignSourceId, destinationId: foreignDestinationId },
    });
  })().catch((error: unknown) => process.send?.({ failure: String(error) }));
});
process.send?.({ early });
