/** Reads pact files of anybody: what can be replayed of them, and what cannot, with its reason. */
import { defined } from '../../src/json/defined.ts';
import { objectAt, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { isOperationId } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { readPactDocument } from '../../src/description/pact-document.ts';
import type { PactDocument } from '../../src/description/pact-document.ts';
import { pactFilesAt } from '../../src/description/pact-files.ts';
import { consumers } from '../consumers.ts';
import { providerName } from '../interaction.ts';
import type { Reads } from '../interaction.ts';
import type { LeftOut } from './left-out.ts';
import { notReplayed, readInteraction } from './read-interaction.ts';

export interface LoadedPact {
  readonly file: string;
  readonly consumer: string;
  readonly interactions: readonly {
    readonly description: string;
    readonly operation?: OperationId;
    readonly reads?: Reads;
  }[];
  /** The interactions as Pact's verifier is to see them, and the pact around them. */
  readonly replayed: readonly JsonObject[];
  readonly json: JsonObject;
}

export interface LoadedPacts {
  readonly pacts: readonly LoadedPact[];
  readonly leftOut: readonly LeftOut[];
}

/** What an interaction means to its consumer, by consumer and description. */
export type Meaning = (
  consumer: string,
  description: string,
) => { readonly operation?: OperationId; readonly reads: Reads };

/** @throws {TypeError} for a path at which nothing can be replayed, saying what was found instead. */
export function loadPacts(path: string, provider = providerName): LoadedPacts {
  const pacts: LoadedPact[] = [];
  const leftOut: LeftOut[] = [];
  for (const file of pactFilesAt(path)) {
    const document = readPactDocument(file);
    if ('reason' in document) leftOut.push({ place: file, reason: document.reason, isFault: document.isFault });
    else if (document.provider !== undefined && document.provider !== provider)
      leftOut.push({ place: file, reason: otherProvider(document.provider), isFault: false });
    else {
      const loaded = loadPact(document, provider);
      leftOut.push(...loaded.leftOut);
      if (loaded.pact.interactions.length > 0) pacts.push(loaded.pact);
    }
  }
  if (pacts.length === 0) throw nothingUsable(path, leftOut);
  return { pacts, leftOut };
}

function otherProvider(name: string): string {
  return `its provider is "${name}"; --provider ${/^[\w.-]+$/.test(name) ? name : JSON.stringify(name)} takes it`;
}

function nothingUsable(path: string, leftOut: readonly LeftOut[]): TypeError {
  const shown = leftOut.slice(0, 3).map(({ place, reason }) => (place === path ? reason : `${place}: ${reason}`));
  const more = leftOut.length - shown.length;
  return new TypeError(
    leftOut.length === 0
      ? `Cannot read pacts at "${path}": it holds no .json file; run: airlock contract`
      : `Cannot read pacts at "${path}": nothing in it can be replayed: ${shown.join('; ')}${more === 0 ? '' : `; and ${more} more`}; mend it, or name another --pact`,
  );
}

function loadPact(
  document: PactDocument,
  provider: string,
): { readonly pact: LoadedPact; readonly leftOut: readonly LeftOut[] } {
  const { file, consumer, json } = document;
  const usable: JsonObject[] = [];
  const leftOut: LeftOut[] = [];
  const foreign = new Map<string, number>();
  const isV4 = versionOf(json).startsWith('4');
  for (const [index, value] of document.interactions.entries()) {
    const read = readInteraction(value, { index, isV4 });
    const place = `${file} /interactions/${index}`;
    if (read.kind === 'fault') leftOut.push({ place: place + read.pointer, reason: read.reason, isFault: true });
    else if (read.kind === 'foreign') foreign.set(read.reason, (foreign.get(read.reason) ?? 0) + 1);
    else {
      usable.push(read.interaction);
      for (const { pointer, reason } of read.notes) leftOut.push({ place: place + pointer, reason, isFault: false });
    }
  }
  if (document.messages.length > 0) foreign.set(notReplayed, document.messages.length);
  for (const [reason, count] of foreign) leftOut.push({ place: file, reason: `${reason} (${count})`, isFault: false });
  if (usable.length === 0 && leftOut.length === 0)
    leftOut.push({ place: file, reason: 'it has no interactions', isFault: false });
  const interactions = usable.map((interaction) => meaningIn(interaction));
  return { pact: { file, consumer, interactions, replayed: usable, json: aroundThem(document, provider) }, leftOut };
}

/** Beside messages Pact overlooks interactions, and for plugins it goes to the network. */
function aroundThem({ json, consumer }: PactDocument, provider: string): JsonObject {
  const { messages: _, interactions: __, ...rest } = json;
  const { plugins: ___, ...metadata } = objectAt(json, 'metadata');
  return { ...rest, consumer: { name: consumer }, provider: { name: provider }, metadata };
}

/** Three spellings are in use. */
function versionOf(json: JsonObject): string {
  const metadata = objectAt(json, 'metadata');
  const version =
    objectAt(metadata, 'pactSpecification')['version'] ??
    objectAt(metadata, 'pact-specification')['version'] ??
    metadata['pactSpecificationVersion'];
  return typeof version === 'string' || typeof version === 'number' ? String(version) : '';
}

function meaningIn(interaction: JsonObject): LoadedPact['interactions'][number] {
  const comments = objectAt(interaction, 'comments');
  const operation = textAt(comments, 'operation');
  const reads = Object.entries(objectAt(comments, 'reads')).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    description: textAt(interaction, 'description') ?? '',
    ...(reads.length === 0 ? {} : { reads: Object.fromEntries(reads) }),
    ...(operation !== undefined && isOperationId(operation) ? { operation } : {}),
  };
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
          ...defined({ operation }),
        });
  return (consumer, description) => meanings.get(JSON.stringify([consumer, description])) ?? { reads: {} };
}
