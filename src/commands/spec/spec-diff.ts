import { statSync } from 'node:fs';
import { consumers } from '../../../contracts/consumers.ts';
import type { Generation } from '../../../contracts/generation.ts';
import { compareGenerations, nearestGeneration } from '../../../contracts/run/nearest-generation.ts';
import type { PinnedInteraction } from '../../description/consumer-effects.ts';
import { diffDocuments } from '../../description/diff-documents.ts';
import { descriptionOf } from '../../description/load-description.ts';
import type { LoadedDocument } from '../../description/load-document.ts';
import type { NoPact } from '../../description/pact-document.ts';
import { readPacts } from '../../description/read-pacts.ts';
import { diffAsMarkdown, diffAsText } from '../../description/show-diff.ts';
import type { Options } from '../options/option-values.ts';
import { text } from '../options/option-values.ts';
import { redacted } from '../../report/redacted.ts';
import type { StepResult } from '../../report/report.ts';
import type { CommandContext } from '../run-command.ts';
import { formatOf, print } from './output.ts';
import { namedDocument } from './source.ts';
import { counted } from '../../text/counted.ts';

/** Exit 1 when something breaks. @throws {TypeError | UsageError | TargetUnusableError} */
export async function specDiff(context: CommandContext, older: string, newer: string): Promise<StepResult> {
  const { options, redact } = context;
  const format = formatOf(options);
  const leftOut: NoPact[] = [];
  const interactions = interactionsFor(options, (left) => leftOut.push(left));
  const sources = [older, newer];
  const before = await namedDocument(context, older, sources);
  const after = await namedDocument(context, newer, sources);
  const result = diffDocuments(
    before,
    after,
    interactions === undefined ? undefined : { interactions: ofItsTime(interactions, before) },
  );
  if (format === 'json') print(JSON.stringify(redacted(result, redact), null, 2));
  if (format === 'markdown') print(redact(diffAsMarkdown(result)));
  const breaks = result.changes.filter((change) => change.class === 'breaking');
  const hit = new Set(
    breaks.flatMap(({ consumers }) =>
      consumers.flatMap((effect) => (effect.class === 'breaking' ? [effect.consumer] : [])),
    ),
  );
  const consumers = hit.size === 0 ? '' : `; ${[...hit].join(' and ')} ${hit.size === 1 ? 'is' : 'are'} hit`;
  return {
    sections: { spec: { command: 'diff', ...result, leftOut } },
    summary: [...diffAsText(result), ...leftOut.map(({ file, reason }) => `left out ${file}: ${reason}`)],
    ...(breaks.length === 0
      ? {}
      : {
          verdicts: [
            {
              code: 1,
              reason: `${counted(breaks.length, 'change breaks', 'changes break')} somebody${consumers}; see the changes above`,
            },
          ],
        }),
  };
}

function interactionsFor(
  options: Options,
  onLeftOut: (left: NoPact) => void,
): readonly PinnedInteraction[] | undefined {
  const given = text(options, 'pact');
  if (given !== undefined) return readPacts(given, onLeftOut);
  const isThere = statSync('pacts', { throwIfNoEntry: false })?.isDirectory() === true;
  return isThere ? readPacts('pacts', onLeftOut) : undefined;
}

/**
 * A change breaks nobody whom the older description did not serve: of the built-in consumers those count that it contradicts
 * least.
 */
function ofItsTime(interactions: readonly PinnedInteraction[], before: LoadedDocument): readonly PinnedInteraction[] {
  const generation = generationOf(before);
  const others = consumers.filter((consumer) => generation !== undefined && consumer.generation !== generation);
  return interactions.filter(({ consumer }) => !others.some(({ name }) => name === consumer));
}

function generationOf(document: LoadedDocument): Generation | undefined {
  try {
    return nearestGeneration(compareGenerations(descriptionOf(document)));
  } catch {
    // A description that no run could go by can be compared with another one all the same.
    return undefined;
  }
}
