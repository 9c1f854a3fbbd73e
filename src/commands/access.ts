/** The credentials that a description is fetched with. */
import { defined } from '../json/defined.ts';
import { baseOf } from '../client/address.ts';
import type { Access } from '../target/download.ts';
import type { Pace } from '../target/pace.ts';
import { targetOptionsOf } from './options/target-options-of.ts';
import { text } from './options/option-values.ts';
import type { Options } from './options/option-values.ts';

/**
 * Those of the run, for the origin of its target; `download` sends them nowhere else. Without a target, those that were typed beside the
 * one address that is named: what only the environment holds is not meant for whatever address somebody fetches.
 */
export function accessFor(options: Options, sources: readonly string[], pace?: Pace): Access {
  const given = targetOptionsOf(options);
  const url = text(options, 'target') ?? text(options, 'credentialsFor') ?? onlyBaseOf(options, sources);
  if (url !== undefined) return { url, ...given, ...defined({ pace }) };
  return given.proxy === undefined ? {} : { proxy: given.proxy };
}

function onlyBaseOf(options: Options, sources: readonly string[]): string | undefined {
  if (options['hasTypedCredentials'] !== true) return undefined;
  const bases = sources
    .filter((source) => /^https?:\/\//i.test(source) && URL.canParse(source))
    .map((source) => baseOf(source) ?? new URL(source).origin);
  return new Set(bases.map((base) => new URL(base).origin)).size === 1 ? bases[0] : undefined;
}
