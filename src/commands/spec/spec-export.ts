import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportDocument } from '../../description/export-document.ts';
import { makeFolder } from '../../files/make-folder.ts';
import type { StepResult } from '../../report/report.ts';
import { standaloneValidators } from '../../validation/standalone-validators.ts';
import { optionTable } from '../options/option-table.ts';
import { text } from '../options/option-values.ts';
import type { CommandContext } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';
import { namedDocument } from './source.ts';

/** Writes three files and says which. @throws {TypeError | UsageError | TargetUnusableError} */
export async function specExport(context: CommandContext, named: string): Promise<StepResult> {
  const { options } = context;
  const given = text(options, 'form') ?? optionTable.form.default;
  const form = optionTable.form.accepted.find((candidate) => candidate === given);
  if (form === undefined) throw new UsageError(`Cannot use --form "${given}": expected repaired or published`);
  const out = text(options, 'out') ?? 'airlock-spec';
  const loaded = await namedDocument(context, named);
  const { source } = loaded;
  const { openapi, jsonSchema, bodies } = exportDocument(loaded, { form });
  const files = {
    'openapi.json': `${JSON.stringify(openapi, null, 2)}\n`,
    'schemas.json': `${JSON.stringify(jsonSchema, null, 2)}\n`,
    'validators.mjs': await compiled(jsonSchema, source),
  };
  try {
    makeFolder(out);
    for (const [name, content] of Object.entries(files)) await writeFile(join(out, name), content);
  } catch (error) {
    throw new UsageError(`Cannot write to --out "${out}": ${error instanceof Error ? error.message : String(error)}`);
  }
  return {
    sections: { spec: { command: 'export', source, form, out, files: Object.keys(files) } },
    summary: [
      `The ${form} description of ${source}, in ${out}:`,
      '  openapi.json    OpenAPI 3.1',
      `  schemas.json    JSON Schema 2020-12, one definition for each model and for ${bodies.length} bodies`,
      '  validators.mjs  one function for each definition, without imports',
    ],
  };
}

async function compiled(bundle: object, source: string): Promise<string> {
  try {
    return await standaloneValidators(bundle);
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new TypeError(
      `Cannot export description ${source}: its schemas do not compile (${line}); airlock spec check says more`,
      { cause: error },
    );
  }
}
