import { existsSync } from 'node:fs';
import { checkSections } from '../../report/check-sections.ts';
import { nearest } from '../nearest.ts';
import { storedFindings } from '../replay/stored-findings.ts';
import { UsageError } from '../usage-error.ts';
import { findingExplanation } from './finding-explanation.ts';

/**
 * The lines about a check, or about a finding of an earlier run or a file.
 * @throws {UsageError} for a word that names neither.
 */
export function explain(word: string, reportDir: string | undefined): readonly string[] {
  const sections = checkSections();
  if (sections.size === 0) throw new Error('Cannot explain checks: docs/checks.md is not there; install Airlock again');
  const section = sections.get(word.toLowerCase());
  if (section !== undefined) return section;
  if (/^[0-9a-f]{8}$/i.test(word) || /[./\\]/.test(word) || existsSync(word))
    return storedFindings([word], { reportDir, action: 'explain' }).flatMap(({ finding }) =>
      findingExplanation(finding),
    );
  const hint = nearest(word, [...sections.keys()]);
  throw new UsageError(
    `Cannot explain "${word}": expected the id of a check, or the id or the file of a finding${hint === undefined ? '' : `; did you mean "${hint}"?`}`,
  );
}
