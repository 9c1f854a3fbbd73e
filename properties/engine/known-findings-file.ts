/** Writes the findings of a run to the file of accepted ones. */
import { writeFile } from 'node:fs/promises';
import { readText } from '../../src/files/read-text.ts';
import type { Finding, StepResult } from '../../src/report/report.ts';
import { parseKnownFindings } from './known-findings.ts';

/** Adds the new findings to those that are in the file; entries that have expired are renewed when the defect is still there. */
export async function acceptFindings(result: StepResult, file: string): Promise<StepResult> {
  const findings = result.findings ?? [];
  const fresh = findings.filter(({ status }) => status === 'new');
  const signatures = new Set(fresh.map(({ signature }) => signature));
  const earlier = readKnown(file).filter(({ signature }) => !signatures.has(signature));
  const added = fresh.map(({ signature, title }) => ({ signature, reason: `accepted by --update-known: ${title}` }));
  await writeFile(file, `${JSON.stringify({ findings: [...earlier, ...added] }, undefined, 2)}\n`);
  return {
    ...result,
    findings: findings.map((finding): Finding =>
      finding.status === 'new' ? { ...finding, status: 'known' } : finding,
    ),
    verdicts: (result.verdicts ?? []).filter(({ code }) => code !== 1),
    summary: [
      ...(result.summary ?? []),
      `          ${added.length} findings written to ${file}; give each a reason and, better, an expiry`,
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
