/** Reads pact files: those that are named, or all of a folder. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../src/files/read-text.ts';
import { isOperationId } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { consumers } from '../consumers.ts';
import { providerName } from '../interaction.ts';
import type { Reads } from '../interaction.ts';

export interface LoadedPact {
  readonly file: string;
  readonly consumer: string;
  readonly interactions: readonly {
    readonly description: string;
    readonly operation?: OperationId;
    readonly reads?: Reads;
    readonly states: readonly string[];
  }[];
}

/** What an interaction means to its consumer, by consumer and description. */
export type Meaning = (
  consumer: string,
  description: string,
) => { readonly operation?: OperationId; readonly reads: Reads };

/** @throws {TypeError} for a path that holds no pact with this provider. */
export function loadPacts(path: string): readonly LoadedPact[] {
  const pacts = filesAt(path).flatMap((file) => {
    const pact = readPact(file);
    return pact === undefined ? [] : [pact];
  });
  if (pacts.length === 0)
    throw new TypeError(
      `Cannot verify "${path}": there is no pact with provider ${providerName}; run: airlock contract`,
    );
  return pacts;
}

/** Pacts carry what is read; for pacts of a broker that were written elsewhere, what is declared here stands in. */
export function meaningOf(pacts: readonly LoadedPact[]): Meaning {
  const meanings = new Map<string, ReturnType<Meaning>>();
  for (const { name, interactions } of consumers)
    for (const { description, operation, reads } of interactions)
      meanings.set(JSON.stringify([name, description]), { operation, reads });
  for (const { consumer, interactions } of pacts)
    for (const { description, operation, reads } of interactions)
      if (reads !== undefined)
        meanings.set(JSON.stringify([consumer, description]), {
          reads,
          ...(operation === undefined ? {} : { operation }),
        });
  return (consumer, description) => meanings.get(JSON.stringify([consumer, description])) ?? { reads: {} };
}

function filesAt(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path)
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .map((name) => join(path, name));
  } catch {
    throw new TypeError(`Cannot read pacts at "${path}": it is not there; run: airlock contract`);
  }
}

function readPact(file: string): LoadedPact | undefined {
  let value: unknown;
  try {
    value = JSON.parse(readText(file));
  } catch (error) {
    throw new TypeError(`Cannot read pact "${file}": ${error instanceof Error ? error.message : 'it is not JSON'}`, {
      cause: error,
    });
  }
  const pact = value as PactFile | null; // every member is looked at below
  const consumer = pact?.consumer?.name;
  if (typeof consumer !== 'string' || pact?.interactions === undefined || !Array.isArray(pact.interactions))
    throw new TypeError(`Cannot read pact "${file}": expected consumer, provider and interactions`);
  if (pact.provider?.name !== providerName) return undefined;
  return {
    file,
    consumer,
    interactions: (pact.interactions as NonNullable<PactFile['interactions']>).map(
      ({ description = '', comments, providerStates = [] }) => ({
        description,
        states: providerStates.map(({ name }) => name),
        ...(comments?.reads === undefined ? {} : { reads: comments.reads }),
        ...(comments?.operation !== undefined && isOperationId(comments.operation)
          ? { operation: comments.operation }
          : {}),
      }),
    ),
  };
}

interface PactFile {
  readonly consumer?: { readonly name?: unknown };
  readonly provider?: { readonly name?: unknown };
  readonly interactions?: readonly {
    readonly description?: string;
    readonly comments?: { readonly reads?: Reads; readonly operation?: string };
    readonly providerStates?: readonly { readonly name: string }[];
  }[];
}
