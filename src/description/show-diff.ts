/** The result of `spec diff` for people, as text or as Markdown. */
import { markdownText } from '../report/markdown.ts';
import type { Change, ChangeClass } from './change.ts';
import type { DiffResult } from './diff-documents.ts';

const classes: readonly ChangeClass[] = ['breaking', 'risky', 'harmless'];

export function diffAsText(result: DiffResult): readonly string[] {
  return [
    headline(result),
    ...classes.flatMap((value) => {
      const changes = result.changes.filter((change) => change.class === value);
      return changes.length === 0 ? [] : ['', `${titles[value]} (${changes.length})`, ...changes.flatMap(lines)];
    }),
    ...(result.isVersionSilent ? ['', versionLine(result)] : []),
  ];
}

export function diffAsMarkdown(result: DiffResult): string {
  return [
    `# ${markdownText(`${result.from.source} → ${result.to.source}`)}`,
    '',
    headline(result),
    '',
    ...classes.flatMap((value) => {
      const changes = result.changes.filter((change) => change.class === value);
      if (changes.length === 0) return [];
      return [
        `## ${titles[value]}`,
        '',
        '| change | where | from → to | requests | answers | consumers |',
        '|---|---|---|---|---|---|',
        ...changes.map(row),
        '',
      ];
    }),
    ...(result.isVersionSilent ? [versionLine(result), ''] : []),
  ].join('\n');
}

const titles: Readonly<Record<ChangeClass, string>> = { breaking: 'Breaking', risky: 'Risky', harmless: 'Harmless' };

function headline({ changes, from, to }: DiffResult): string {
  const count = (value: ChangeClass): number => changes.filter((change) => change.class === value).length;
  return (
    `${changes.length} changes in the closure (${from.models} → ${to.models} models, ${from.operations} → ${to.operations} operations): ` +
    `${count('breaking')} breaking, ${count('risky')} risky, ${count('harmless')} harmless`
  );
}

function versionLine({ to }: DiffResult): string {
  return `info.version is ${to.version} in both: it does not tell that anything changed.`;
}

function lines(change: Change): readonly string[] {
  const notable = change.effects.filter((effect) => effect.class !== 'harmless');
  return [
    `  ${change.kind} ${whereOf(change)}${valuesOf(change)}`,
    ...notable.map((effect) => `    ${effect.direction}: ${effect.class}, ${effect.reason}`),
    ...change.consumers
      .filter(({ class: value, readBy }) => value !== 'harmless' && readBy.length > 0)
      .flatMap(consumerLines),
  ];
}

function consumerLines({ consumer, readBy, class: value }: Change['consumers'][number]): readonly string[] {
  const [first] = readBy;
  if (first === undefined) return [];
  const others = new Set(readBy.map(({ interaction }) => interaction)).size - 1;
  const more = others === 0 ? '' : ` and ${others} more`;
  return [
    `    ${consumer}: ${value}, "${first.interaction}"${more}${first.place === '' ? '' : ` at ${first.place}`}`,
    ...(first.usedBy === undefined ? [] : [`      ${first.usedBy}`]),
  ];
}

function row(change: Change): string {
  const effect = (direction: string): string => {
    const found = change.effects.find((candidate) => candidate.direction === direction);
    return found === undefined ? '' : `${found.class}: ${found.reason}`;
  };
  const consumers = change.consumers
    .filter(({ readBy }) => readBy.length > 0)
    .map(({ consumer, class: value, readBy }) =>
      markdownText(`${consumer}: ${value} (${[...new Set(readBy.map(({ interaction }) => interaction))].join('; ')})`),
    )
    .join('<br>');
  const cells = [change.kind, whereOf(change), valuesOf(change).trim(), effect('request'), effect('response')];
  return `| ${[...cells.map(markdownText), consumers].join(' | ')} |`;
}

function whereOf({ scope, member, kind }: Change): string {
  if (member === undefined) return scope;
  return kind.startsWith('member') || kind.startsWith('required') ? `${scope}.${member}` : `${scope} ${member}`;
}

function valuesOf({ from, to }: Change): string {
  if (from === undefined && to === undefined) return '';
  if (from === undefined) return ` (${to ?? ''})`;
  return to === undefined ? ` (was ${from})` : ` (${from} → ${to})`;
}
