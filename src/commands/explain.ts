/** `airlock explain`: what a check demands, or what a finding means and how sure it is. It sends nothing and writes nothing. */
import { Command } from 'commander';
import { visible } from '../report/visible.ts';
import { columnsOf, wrapped } from '../report/wrapped.ts';
import { mergedOptions } from './options/merged-options.ts';
import { text } from './options/option-values.ts';
import { optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';

export function explainCommand(): Command {
  const command = new Command('explain').argument('<check|finding>', 'id of a check, or id or file of a finding');
  optionsFor(command, [
    ['config', { group: 'own' }],
    ['reportDir', { group: 'own', description: 'where earlier runs wrote reports', otherwise: 'airlock-report' }],
  ]);
  withExamples(command, ['airlock explain patch-frame', 'airlock explain 3f9c2a10']);
  return command.action(async (word: string) => {
    const reportDir = text(mergedOptions(command), 'reportDir');
    const { explain } = await import('./explain/explain.ts');
    for (const line of explain(word, reportDir))
      for (const fitting of wrapped(visible(line), columnsOf(process.stdout))) console.log(fitting);
  });
}
