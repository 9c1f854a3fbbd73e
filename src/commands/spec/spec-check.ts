import { builtInDocument } from '../../description/built-in.ts';
import { checkDocument } from '../../description/check-document.ts';
import { checkAsMarkdown, checkAsText } from '../../description/show-check.ts';
import { redacted } from '../../report/redacted.ts';
import type { StepResult } from '../../report/report.ts';
import type { CommandContext } from '../run-command.ts';
import { formatOf, print } from './output.ts';
import { documentOfTarget, namedDocument } from './source.ts';
import { counted } from '../../text/counted.ts';

/** Exit 1 for a contradiction; gaps are reported and do not fail. @throws {TypeError | UsageError} */
export async function specCheck(context: CommandContext, source: string | undefined): Promise<StepResult> {
  const format = formatOf(context.options);
  const loaded = await documentFor(context, source);
  const result = checkDocument(loaded);
  if (format === 'json') print(JSON.stringify(redacted({ source: loaded.source, ...result }, context.redact), null, 2));
  if (format === 'markdown') print(context.redact(checkAsMarkdown(result, loaded.source)));
  const count = result.faults.filter(({ kind }) => kind === 'contradiction').length;
  return {
    sections: { spec: { command: 'check', source: loaded.source, ...result } },
    summary: checkAsText(result, loaded.source),
    ...(count === 0
      ? {}
      : {
          verdicts: [
            {
              code: 1,
              reason: `${loaded.source} contradicts itself in ${counted(count, 'place')}; see the contradictions above`,
            },
          ],
        }),
  };
}

async function documentFor(context: CommandContext, source: string | undefined) {
  if (source !== undefined) return namedDocument(context, source);
  return context.options['target'] === undefined ? builtInDocument('repaired') : documentOfTarget(context);
}
