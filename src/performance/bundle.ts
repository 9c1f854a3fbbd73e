/** One JavaScript file per test type, with validators compiled ahead: k6 hangs on some TypeScript files and resolves nothing. */
import { build } from 'esbuild';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import { responseFor } from '../../schemas/response-for.ts';
import { repairedDescription } from '../../schemas/description.ts';
import type { Description } from '../../schemas/description.ts';
import type { Operation } from '../../schemas/operations.ts';
import { standalonePredicates } from '../validation/standalone-predicates.ts';

/** Bundles `load/<type>` into `folder`; answers are judged by the description. @returns the file for k6. */
export async function bundleScript(
  type: string,
  folder: string,
  { operations }: Description = repairedDescription,
): Promise<string> {
  makeFolder(folder);
  const validators = join(folder, 'validators.mjs');
  writeFileSync(
    validators,
    standalonePredicates({
      list: answerOf(operations['webBackendListConnectionsForWorkspace']),
      get: answerOf(operations['webBackendGetConnection']),
    }),
  );
  const inject = join(folder, 'inject.mjs');
  writeFileSync(
    inject,
    `import * as validators from './validators.mjs';\nexport const AIRLOCK_VALIDATORS = validators;\n`,
  );
  const outfile = join(folder, `${type}.js`);
  const script = scriptOf(type);
  await build({
    entryPoints: [script],
    // Modules are named by their path from here, so that the bundle does not depend on the current folder.
    absWorkingDir: dirname(dirname(script)),
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2020',
    external: ['k6', 'k6/*'],
    inject: [inject],
    // Compiled validators import parts of Ajv, from wherever this package is installed.
    nodePaths: nodePaths(),
    logLevel: 'silent',
  });
  return outfile;
}

function answerOf(operation: Operation | undefined): JSONSchema {
  return responseFor(operation?.responses ?? {}, 200) ?? {};
}

/** The script: TypeScript in a checkout, JavaScript in the built package. */
function scriptOf(type: string): string {
  const candidates = ['../../load', '../../../load'].flatMap((folder) => [
    join(import.meta.dirname, folder, `${type}.ts`),
    join(import.meta.dirname, folder, `${type}.js`),
  ]);
  const found = candidates.find((file) => existsSync(file));
  if (found === undefined)
    throw new Error(`Cannot find the load script "${type}": expected it at ${candidates[0] ?? ''}`);
  return found;
}

function nodePaths(): string[] {
  const paths: string[] = [];
  for (let folder = import.meta.dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules');
    if (existsSync(candidate)) paths.push(candidate);
  }
  return paths;
}
