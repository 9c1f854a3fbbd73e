/** The page about the checks, made from their data and the planted faults. */
import { pactCheck, pactDescriptionCheck } from '../contracts/run/contract-checks.ts';
import { faults } from '../lab/faults.ts';
import type { Fault } from '../lab/fault.ts';
import { allChecks } from '../properties/checks/all-checks.ts';
import type { Check } from '../properties/checks/check.ts';

/** They say nothing to a reader. */
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Markdown; a test keeps the committed page equal to it. `examples` by check id. */
export function checksPage(examples: ReadonlyMap<string, string>): string {
  return [
    '# The checks',
    '',
    'Made from `properties/checks/`, `contracts/run/contract-checks.ts` and `lab/faults/` by `npx tsx build/write-checks.ts`; do not edit.',
    '',
    'A check is a law about the answers of a server. `airlock fuzz` judges every answer by all of them, the last two apart, which',
    'belong to `airlock verify` and `airlock contract --against`; `airlock explain <check>` prints what stands here. Each example',
    'is a real violation, and planted faults prove the checks: `airlock selftest` runs them.',
    '',
    ...[...allChecks, pactCheck, pactDescriptionCheck].flatMap((check) => sectionOf(check, examples.get(check.id))),
  ].join('\n');
}

type Law = Pick<Check, 'id' | 'law' | 'meaning' | 'severity' | 'exceptions' | 'optional'>;

function sectionOf(check: Law, example: string | undefined): readonly string[] {
  const { id, law, meaning, severity, exceptions, optional } = check;
  const proving = faultsFor(id);
  return [
    `## ${id}`,
    '',
    `**Law.** ${law}`,
    '',
    `**Why it matters.** ${meaning}`,
    '',
    `**Severity.** ${severity}${optional === true ? '; not part of a run unless `--checks` names it' : ''}.`,
    '',
    ...(exceptions === undefined ? [] : [`**Exceptions.** ${exceptions}`, '']),
    ...(example === undefined ? [] : ['**Example.**', '', '```text', example.replaceAll(uuid, '<id>'), '```', '']),
    ...(proving.length === 0
      ? []
      : [`**Proved by the planted faults** ${proving.map((fault) => `\`${fault}\``).join(', ')}.`, '']),
  ];
}

function faultsFor(check: string): readonly string[] {
  return Object.entries<Fault>(faults)
    .filter(([, { caughtBy }]) => caughtBy.some((id) => id === check))
    .map(([id]) => id);
}
