/** Reads a finding from its file. */
import { parseJson } from '../../json/parse-json.ts';
import { readText } from '../../files/read-text.ts';
import type { Finding } from '../../report/report.ts';
import { reportSchema } from '../../report/report-schema.ts';
import { validatorFor } from '../../validation/validator.ts';
import { UsageError } from '../usage-error.ts';

/** What the command does with the finding: the verb of its messages. */
export type FindingAction = 'replay' | 'explain';

export interface StoredFinding {
  readonly file: string;
  readonly finding: Finding;
}

/** The members that a command reads. Other versions may have written the rest differently. */
const members = [
  'target',
  'id',
  'check',
  'signature',
  'title',
  'meaning',
  'replay',
  'status',
  'reproduction',
  'retries',
  'explanation',
  'steps',
] as const;
const { properties } = reportSchema.properties.findings.items;
const validator = validatorFor({
  type: 'object',
  required: ['id', 'signature', 'title', 'replay', 'status', 'steps'],
  properties: Object.fromEntries(members.map((name) => [name, properties[name]])),
});

/** @throws {UsageError} for a file that cannot be read or is no finding. */
export function readFinding(file: string, action: FindingAction): StoredFinding {
  const value = parsed(file, action);
  const [violation] = validator(value);
  if (violation !== undefined)
    throw new UsageError(
      `Cannot ${action} "${file}": it is no finding of airlock fuzz (${violation.pointer || 'the file'} ${violation.message}); expected a file of a folder named findings`,
    );
  return { file, finding: value as Finding }; // what a command looks at is as the schema has it
}

/** @throws {UsageError} */
function contentOf(file: string, action: FindingAction): string {
  try {
    return readText(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const state =
      code === 'EISDIR' ? 'it is a folder' : code === 'ENOENT' ? 'there is no such file' : 'it is not readable';
    throw new UsageError(`Cannot ${action} "${file}": ${state}; expected the id or the file of a finding`);
  }
}

function parsed(file: string, action: FindingAction): unknown {
  const content = contentOf(file, action);
  try {
    return parseJson(content);
  } catch {
    throw new UsageError(`Cannot ${action} "${file}": it is not JSON; expected the id or the file of a finding`);
  }
}
