/** Many simulated runs, counted. */
import type { MachineOf } from './simulated-machine.ts';
import { randomOf } from './simulated-machine.ts';
import type { Server } from './simulated-run.ts';
import { simulatedRun } from './simulated-run.ts';
import { quietServers } from './simulated-servers.ts';

export interface Wronged {
  readonly runs: number;
  readonly suspicions: number;
  /** Servers that the check found guilty: none is. */
  readonly wronged: readonly { readonly server: string; readonly seed: number; readonly kind: string }[];
}

/** So many runs of every quiet server. */
export async function wrongedBy(machineOf: MachineOf, seeds: number): Promise<Wronged> {
  const wronged: Wronged['wronged'][number][] = [];
  let [runs, suspicions] = [0, 0];
  for (const [index, [name, server]] of Object.entries(quietServers).entries())
    for (let seed = 1; seed <= seeds; seed += 1) {
      const run = await simulatedRun(server, machineOf, randomOf(1000 * index + seed));
      runs += 1;
      suspicions += run.suspicions.length;
      for (const { kind } of run.confirmed) wronged.push({ server: name, seed, kind });
    }
  return { runs, suspicions, wronged };
}

/** Of so many runs those with a finding. */
export async function foundIn(server: Server, machineOf: MachineOf, seeds: number): Promise<number> {
  let found = 0;
  for (let seed = 1; seed <= seeds; seed += 1)
    if ((await simulatedRun(server, machineOf, randomOf(seed))).confirmed.length > 0) found += 1;
  return found;
}
