/** Every planted defect by its id. */
import type { BuiltInReleaseId } from '../schemas/built-in-releases.ts';
import type { Fault } from './fault.ts';
import { blindFaults } from './faults/blind-faults.ts';
import { catalogFaults } from './faults/catalog-faults.ts';
import { deepSchemaFaults } from './faults/deep-schema-faults.ts';
import { fidelityFaults } from './faults/fidelity-faults.ts';
import { growthFaults } from './faults/growth-faults.ts';
import { concurrencyFaults, leakFaults, performanceFaults } from './faults/other-faults.ts';
import { laterFaults } from './faults/later-faults.ts';
import { memberFaults } from './faults/member-faults.ts';
import { missedFaults } from './faults/missed-faults.ts';
import { newerFaults } from './faults/newer-faults.ts';
import { partialFaults } from './faults/partial-faults.ts';
import { permittedFaults } from './faults/permitted-faults.ts';
import { plantedCombinations } from './faults/planted-combinations.ts';
import { plantedLookalikes } from './faults/planted-lookalikes.ts';
import { plantedStrangers } from './faults/planted-strangers.ts';
import { plantedValueFaults } from './faults/planted-values.ts';
import { rareFaults } from './faults/rare-faults.ts';
import { returningFaults } from './faults/returning-faults.ts';
import { schemaFaults } from './faults/schema-faults.ts';
import { secondFaults } from './faults/second-faults.ts';
import { strangerFaults } from './faults/stranger-faults.ts';
import { stateFaults } from './faults/state-faults.ts';
import { statusFaults } from './faults/status-faults.ts';

export const faults = {
  ...schemaFaults,
  ...statusFaults,
  ...stateFaults,
  ...fidelityFaults,
  ...catalogFaults,
  ...memberFaults,
  ...rareFaults,
  ...newerFaults,
  ...strangerFaults,
  ...permittedFaults,
  ...blindFaults,
  ...laterFaults,
  ...secondFaults,
  ...returningFaults,
  ...missedFaults,
  ...partialFaults,
  ...deepSchemaFaults,
  ...concurrencyFaults,
  ...leakFaults,
  ...performanceFaults,
  ...growthFaults,
  ...plantedValueFaults,
  ...plantedLookalikes,
  ...plantedStrangers,
  ...plantedCombinations,
} as const satisfies Record<string, Fault>;

export type FaultId = keyof typeof faults;

export const faultIds = Object.keys(faults) as FaultId[]; // the keys are exactly the table's

/** The release that a server with these faults answers as, where one of them is about another than that of May 2023. */
export function releaseOfFaults(ids: readonly FaultId[]): BuiltInReleaseId | undefined {
  return ids.map((id): Fault => faults[id]).find(({ release }) => release !== undefined)?.release;
}

export function isFaultId(id: string): id is FaultId {
  return Object.hasOwn(faults, id);
}
