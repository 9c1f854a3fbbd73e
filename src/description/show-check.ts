/** The result of `spec check` for people, as text or as Markdown. */
import { markdownCode, markdownText } from '../report/markdown.ts';
import type { CheckResult } from './check-document.ts';
import type { Fault } from './fault.ts';

/** Contradictions first; at most one line for each place and reason. */
export function checkAsText(result: CheckResult, source: string): readonly string[] {
  const contradictions = result.faults.filter(({ kind }) => kind === 'contradiction');
  const gaps = result.faults.filter(({ kind }) => kind === 'gap');
  return [
    headline(result, source),
    ...(contradictions.length === 0 ? [] : ['', `Contradictions (${contradictions.length})`]),
    ...contradictions.flatMap(lines),
    ...(gaps.length === 0 ? [] : ['', `Gaps (${gaps.length})`]),
    ...gaps.flatMap(lines),
    '',
    modelLine(result),
  ];
}

export function checkAsMarkdown(result: CheckResult, source: string): string {
  const table = (kind: Fault['kind'], title: string): readonly string[] => {
    const faults = result.faults.filter((fault) => fault.kind === kind);
    if (faults.length === 0) return [];
    return [
      `## ${title}`,
      '',
      '| rule | place | reason | witness | repaired by |',
      '|---|---|---|---|---|',
      ...faults.map(row),
      '',
    ];
  };
  return [
    `# Check of ${markdownText(source)}`,
    '',
    headline(result, source),
    '',
    ...table('contradiction', 'Contradictions'),
    ...table('gap', 'Gaps'),
    modelLine(result),
    '',
  ].join('\n');
}

function row(fault: Fault): string {
  const witness = 'witness' in fault ? markdownCode(JSON.stringify(fault.witness)) : '';
  return `| ${fault.rule} | ${markdownCode(fault.pointer)} | ${markdownText(fault.reason)} | ${witness} | ${markdownText(fault.repairedBy ?? '')} |`;
}

function headline(result: CheckResult, source: string): string {
  const missing = result.missing.length === 0 ? '' : `; it lacks ${result.missing.join(', ')}`;
  return `${source}: ${result.operations.length} of 8 operations, ${Object.keys(result.models).length} models${missing}`;
}

function lines(fault: Fault): readonly string[] {
  return [
    `  ${fault.pointer}`,
    `    ${fault.rule}: ${fault.reason}`,
    ...('witness' in fault ? [`    witness: ${JSON.stringify(fault.witness)}`] : []),
    ...(fault.repairedBy === undefined ? [] : [`    repaired by ${fault.repairedBy}`]),
  ];
}

function modelLine({ models }: CheckResult): string {
  const count = (kind: string): number => Object.values(models).filter((verdict) => verdict.kind === kind).length;
  const impossible = Object.entries(models).flatMap(([name, verdict]) => (verdict.kind === 'impossible' ? [name] : []));
  return [
    `${count('instance')} models have a valid instance`,
    impossible.length === 0 ? 'none is unsatisfiable' : `${impossible.length} unsatisfiable: ${impossible.join(', ')}`,
    ...(count('unknown') === 0 ? [] : [`${count('unknown')} undecided`]),
  ].join(', ');
}
