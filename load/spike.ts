/** The spike test. By hand: `k6 run -e AIRLOCK_TARGET=… -e AIRLOCK_WORKSPACE=… spike.js`, after bundling; docs/load.md has the variables. */
import type { Options } from 'k6/options';
import { optionsFor } from './options.ts';
import { discover, measured as measure, warmUp as warm } from './run.ts';
import type { Discovered } from './run.ts';
import { readSettings } from './settings.ts';
import { planFor } from './workloads.ts';

const settings = readSettings(__ENV);
const plan = planFor('spike', settings);

export const options: Options = optionsFor('spike', settings);

export function setup(): Discovered {
  return discover(settings);
}

export function warmUp(discovered: Discovered): void {
  warm(settings, discovered, plan);
}

export function measured(discovered: Discovered): void {
  measure(settings, discovered, plan);
}
