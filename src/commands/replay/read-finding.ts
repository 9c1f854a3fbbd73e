/** Reads a finding from its file. */
import { readText } from '../../files/read-text.ts';
import type { Finding } from '../../report/report.ts';
import { reportSchema } from '../../report/report-schema.ts';
import { validatorFor } from '../../validation/validator.ts';
import { UsageError } from '../usage-error.ts';

export interface StoredFinding {
  readonly file: string;
  readonly finding: Finding;
}

const {
  target: targetSchema,
  id,
  signature,
  title,
  meaning,
  replay,
  status,
  explanation,
  steps,
} = reportSchema.properties.findings.items.properties;
/** What a replay looks at; other versions may have written the rest otherwise. */
const validator = validatorFor({
  type: 'object',
  required: ['id', 'signature', 'title', 'replay', 'status', 'steps'],
  properties: { target: targetSchema, id, signature, title, meaning, replay, status, explanation, steps },
});

/** @throws {UsageError} for a file that cannot be read or is no finding. */
export function readFinding(file: string): StoredFinding {
  const value = parsed(contentOf(file), file);
  const [violation] = validator(value);
  if (violation !== undefined)
    throw new UsageError(
      `Cannot replay "${file}": it is no finding of airlock fuzz (${violation.pointer || 'the file'} ${violation.message}); expected a file of a folder named findings`,
    );
  return { file, finding: value as Finding }; // what a replay looks at is as the schema has it
}

/** @throws {UsageError} */
function contentOf(file: string): string {
  try {
    return readText(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const state =
      code === 'EISDIR' ? 'it is a folder' : code === 'ENOENT' ? 'there is no such file' : 'it is not readable';
    throw new UsageError(`Cannot replay "${file}": ${state}; expected the id or the file of a finding`);
  }
}

function parsed(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new UsageError(`Cannot replay "${file}": it is not JSON; expected the id or the file of a finding`);
  }
}
