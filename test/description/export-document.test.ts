import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, test } from 'vitest';
import { runAirlock } from '../commands/run-airlock.ts';
import { models } from '../../schemas/models.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { builtInDocument } from '../../src/description/built-in.ts';
import { exportDocument } from '../../src/description/export-document.ts';
import { standaloneValidators } from '../../src/validation/standalone-validators.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { ref, smallDocument } from './small-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const forms = ['repaired', 'published'] as const;
const stream = { name: 'users', jsonSchema: { type: 'object' } };

describe('the exported OpenAPI document', () => {
  test.each(forms)('in its %s form is accepted by @seriousme/openapi-schema-validator', async (form) => {
    const { openapi } = exportDocument(builtInDocument('published'), { form });

    const { valid, errors } = await new Validator().validate(structuredClone(openapi));

    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  test('in its repaired form is accepted by Redocly with its rules about structure, references and examples', async () => {
    const { openapi } = exportDocument(builtInDocument('published'));

    const problems = await redocly(openapi);

    expect(problems).toEqual([]);
  });

  test('in its published form is refused by Redocly for the member that is required and not declared', async () => {
    const { openapi } = exportDocument(builtInDocument('published'), { form: 'published' });

    const problems = await redocly(openapi);

    expect(problems.some((problem) => problem.startsWith('no-required-schema-properties-undefined'))).toBe(true);
  });

  test('of a 3.0 document is in the words of 3.1', () => {
    const { openapi } = exportDocument(
      smallDocument({
        response: ref('Model'),
        schemas: {
          Model: { type: 'string', nullable: true, example: 'a', enum: ['a'], 'x-internal': true },
          Unused: { type: 'string' },
        },
      }),
    );

    expect(openapi['openapi']).toBe('3.1.0');
    expect(openapi['components']).toEqual({
      schemas: { Model: { type: ['string', 'null'], examples: ['a'], enum: ['a', null] } },
    });
  });
});

describe('the JSON Schema bundle', () => {
  const { jsonSchema, bodies } = exportDocument(builtInDocument('published'));
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(jsonSchema);

  test('defines all models and a body for each request and declared status', () => {
    const expected = operationIds.flatMap((id) => {
      const { request, responses }: Operation = operations[id];
      return [
        ...(request === undefined ? [] : [`${id}Request`]),
        ...Object.keys(responses).map((status) => id + status),
      ];
    });

    expect([...bodies].toSorted()).toEqual(expected.toSorted());
    expect(Object.keys(jsonSchema['$defs'] as object)).toEqual(
      expect.arrayContaining([...Object.keys(models), ...bodies]),
    );
  });

  test('judges as the models do', () => {
    const isStream = ajv.getSchema(`${String(jsonSchema['$id'])}#/$defs/AirbyteStream`);

    for (const value of [stream, { ...stream, json_schema: {} }, { name: 'users' }, null])
      expect(isStream?.(value)).toBe(validatorFor(models.AirbyteStream)(value).length === 0);
  });
});

describe('the standalone validators', () => {
  test('import nothing and judge as the models do', async () => {
    const source = await standaloneValidators(exportDocument(builtInDocument('published')).jsonSchema);
    const file = join(folder, 'validators.mjs');
    writeFileSync(file, source);

    const module = (await import(pathToFileURL(file).href)) as Record<
      string,
      ((value: unknown) => boolean) | undefined
    >;

    expect(source).not.toMatch(/^import |\brequire\("|from "/m);
    expect(module['AirbyteStream']?.(stream)).toBe(true);
    expect(module['AirbyteStream']?.({ ...stream, json_schema: {} })).toBe(false);
    expect(module['getStateTypeRequest']?.({ connectionId: '00000000-0000-4000-8000-000000000000' })).toBe(true);
    expect(module['getStateTypeRequest']?.({ connectionId: 'x' })).toBe(false);
    expect(module['getStateType200']?.('not_set')).toBe(true);
    expect(module['getStateType200']?.('none')).toBe(false);
  });
});

describe('Prism', () => {
  test('serves the repaired form: a generated read satisfies its schema, with streams in its catalog', async () => {
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(exportDocument(builtInDocument('published')).openapi));
    const port = await freePort();
    const prism = startPrism(file, port);
    try {
      await isReady(prism);

      let withStreams = 0;
      for (let attempt = 0; attempt < 20; attempt += 1) {
        const response = await fetch(`http://127.0.0.1:${port}${operations.webBackendGetConnection.path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', prefer: 'code=200, dynamic=true' },
          body: JSON.stringify({ connectionId: '00000000-0000-4000-8000-000000000000' }),
        });
        const read: unknown = await response.json();
        expect(response.status).toBe(200);
        expect(validatorFor(operations.webBackendGetConnection.responses[200])(read)).toEqual([]);
        const { streams } = (read as { syncCatalog: { streams: readonly { stream?: object }[] } }).syncCatalog;
        if (streams.some((entry) => entry.stream !== undefined)) withStreams += 1;
      }
      expect(withStreams).toBeGreaterThan(0);

      const id = '00000000-0000-4000-8000-000000000000';
      const target = `--target http://127.0.0.1:${port} --workspace ${id} --source ${id} --destination ${id}`;
      const limits = '--checks response-schema --phases valid --max-time 5s --seed 1';
      const fuzzed = await runAirlock(`fuzz ${target} ${limits}`.split(' '), { folder });
      expect(fuzzed.stdout).toMatch(/100\.0 % of \d+ valid writes and reads accepted/);
      expect(fuzzed.exitCode).toBe(0);
    } finally {
      prism.kill('SIGKILL');
    }
  });
});

async function redocly(document: object): Promise<readonly string[]> {
  const config = await createConfig({
    rules: {
      struct: 'error',
      'no-unresolved-refs': 'error',
      'no-invalid-schema-examples': 'error',
      'no-enum-type-mismatch': 'error',
      'no-required-schema-properties-undefined': 'error',
      'operation-operationId-unique': 'error',
      'path-parameters-defined': 'error',
      'no-identical-paths': 'error',
    },
  });
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: join(folder, 'openapi.json'),
    config,
  });
  return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

function startPrism(file: string, port: number): ChildProcess {
  const root = dirname(createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json'));
  return spawn(
    process.execPath,
    [join(root, 'dist/index.js'), 'mock', '--host', '127.0.0.1', '--port', String(port), file],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
}

/** Prism says on its output when it listens, and leaves when it cannot. */
function isReady(prism: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('Prism is listening')) resolve();
    };
    prism.stdout?.on('data', read);
    prism.stderr?.on('data', read);
    prism.once('exit', () => reject(new Error(`Prism left: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
