/** Every planted defect by its id. */
import type { Fault } from './fault.ts';
import { catalogFaults } from './faults/catalog-faults.ts';
import { fidelityFaults } from './faults/fidelity-faults.ts';
import { concurrencyFaults, leakFaults, performanceFaults } from './faults/other-faults.ts';
import { rareFaults } from './faults/rare-faults.ts';
import { schemaFaults } from './faults/schema-faults.ts';
import { stateFaults } from './faults/state-faults.ts';
import { statusFaults } from './faults/status-faults.ts';

export const faults = {
  ...schemaFaults,
  ...statusFaults,
  ...stateFaults,
  ...fidelityFaults,
  ...catalogFaults,
  ...rareFaults,
  ...concurrencyFaults,
  ...leakFaults,
  ...performanceFaults,
} as const satisfies Record<string, Fault>;

export type FaultId = keyof typeof faults;

export const faultIds = Object.keys(faults) as FaultId[]; // the keys are exactly the table's

export function isFaultId(id: string): id is FaultId {
  return Object.hasOwn(faults, id);
}
