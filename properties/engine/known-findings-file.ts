/** Writes the findings of a run to the file of accepted ones. */
import { writeFile } from 'node:fs/promises';
import { readText } from '../../src/files/read-text.ts';
import type { Finding, StepResult } from '../../src/report/report.ts';
import { parseKnownFindings } from './known-findings.ts';
import { counted } from '../../src/text/counted.ts';

export interface Acceptance {
  readonly file: string;
  readonly reason: string;
  /** ISO date. */
  readonly expires: string;
}

/**
 * Adds the new findings to those that are in the file; entries that have expired are renewed when the defect is still
 * there.
 */
export async function acceptFindings(result: StepResult, { file, reason, expires }: Acceptance): Promise<StepResult> {
  const findings = result.findings ?? [];
  const signatures = [...new Set(findings.filter(({ status }) => status === 'new').map(({ signature }) => signature))];
  if (signatures.length === 0)
    return { ...result, summary: [...(result.summary ?? []), `          no new findings to accept in ${file}`] };
  const earlier = readKnown(file).filter((entry) => !signatures.includes(entry.signature));
  const added = signatures.map((signature) => ({ signature, reason, expires }));
  await writeFile(file, `${JSON.stringify({ findings: [...earlier, ...added] }, undefined, 2)}\n`);
  return {
    ...result,
    findings: findings.map((finding): Finding =>
      finding.status === 'new' ? { ...finding, status: 'known', explanation: reason } : finding,
    ),
    verdicts: (result.verdicts ?? []).filter(({ code }) => code !== 1),
    summary: [
      ...(result.summary ?? []),
      `          ${counted(added.length, 'new finding')} accepted in ${file} until ${expires}: ${reason}`,
    ],
  };
}

function readKnown(file: string): ReturnType<typeof parseKnownFindings> {
  try {
    return parseKnownFindings(readText(file), file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
