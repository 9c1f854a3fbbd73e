/** Starts the reference backend with planted faults, as another conforming server, or as the server of May 2023. */
import type { BuiltInReleaseId } from '../schemas/built-in-releases.ts';
import { defined } from '../src/json/defined.ts';
import { startBackend } from '../src/backend/start-backend.ts';
import type { BackendOptions, RunningBackend } from '../src/backend/start-backend.ts';
import { airbyte0445 } from './airbyte-0.44/emulation.ts';
import { builtInDescription } from '../src/description/built-in-description.ts';
import { faults, releaseOfFaults } from './faults.ts';
import type { FaultId } from './faults.ts';
import { latitudes } from './latitudes.ts';
import type { LatitudeId } from './latitudes.ts';

/** `airbyte-0.44` is another name for the server of release 0.44.5. */
export const serverKinds = ['reference', 'airbyte-0.44.5', 'airbyte-0.44'] as const;

/** What `serve --as` takes. Release 2.0.0 shares nothing with the reference, so faults and latitudes do not reach it. */
export const servedKinds = [...serverKinds, 'airbyte-2.0'] as const;

export type ServerKind = (typeof serverKinds)[number];

export interface LabOptions extends Omit<BackendOptions, 'hooks' | 'emulation'> {
  /** Planted faults that are on from the start. */
  readonly faults?: readonly FaultId[];
  /** The release that the reference answers as; of the faults that are on from the start unless told otherwise. */
  readonly answersAs?: BuiltInReleaseId;
  /** What the server does differently and rightly so. */
  readonly latitudes?: readonly LatitudeId[];
  /** `airbyte-0.44.5` behaves as the server of May 2023 does, defects included. */
  readonly as?: ServerKind;
}

export interface LabServer extends RunningBackend {
  /** Switches these faults on and all others off. */
  setFaults(ids: readonly FaultId[]): void;
  /** Switches these latitudes on and all others off. */
  setLatitudes(ids: readonly LatitudeId[]): void;
}

/** @throws {Error} with code `EADDRINUSE` when the port is taken. */
export async function startServer(options: LabOptions = {}): Promise<LabServer> {
  const { faults: planted = [], latitudes: allowed = [], as, ...rest } = options;
  const switched = { faults: planted, latitudes: allowed };
  // Faults come last, so that each sees the answer which a client would see without it.
  const hooks = () => [...switched.latitudes.map((id) => latitudes[id]), ...switched.faults.map((id) => faults[id])];
  const release = rest.release ?? releaseNamed(rest.answersAs ?? releaseOfFaults(planted));
  const server = await startBackend({
    ...rest,
    ...defined({ release }),
    hooks: hooks(),
    ...(as === undefined || as === 'reference' ? {} : { emulation: airbyte0445() }),
  });
  return {
    ...server,
    setFaults(ids) {
      switched.faults = ids;
      server.setHooks(hooks());
    },
    setLatitudes(ids) {
      switched.latitudes = ids;
      server.setHooks(hooks());
    },
  };
}

function releaseNamed(id: BuiltInReleaseId | undefined): BackendOptions['release'] {
  if (id === undefined) return undefined;
  const description = builtInDescription(id);
  return { description, document: description.document };
}
