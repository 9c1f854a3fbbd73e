import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { emitTestRun } from '../../src/performance/emit-test-run.ts';
import { validatorFor } from '../../src/validation/validator.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-emit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The parts of the operator's custom resource that are used, closed so that a misspelt member shows. */
const environmentVariable = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string' },
    value: { type: 'string' },
    valueFrom: {
      type: 'object',
      additionalProperties: false,
      properties: {
        secretKeyRef: {
          type: 'object',
          additionalProperties: false,
          required: ['key'],
          properties: { name: { type: 'string' }, key: { type: 'string' }, optional: { type: 'boolean' } },
        },
      },
    },
  },
} as const;
const testRunSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: { enum: ['k6.io/v1alpha1'] },
    kind: { enum: ['TestRun'] },
    metadata: { type: 'object' },
    spec: {
      type: 'object',
      additionalProperties: false,
      required: ['parallelism', 'script'],
      properties: {
        parallelism: { type: 'integer' },
        arguments: { type: 'string' },
        cleanup: { enum: ['post'] },
        script: {
          type: 'object',
          additionalProperties: false,
          properties: {
            configMap: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'file'],
              properties: { name: { type: 'string' }, file: { type: 'string' } },
            },
          },
        },
        runner: {
          type: 'object',
          additionalProperties: false,
          properties: { env: { type: 'array', items: environmentVariable } },
        },
        initializer: {
          type: 'object',
          additionalProperties: false,
          properties: { env: { type: 'array', items: environmentVariable } },
        },
      },
    },
  },
} as const;

test('a test is emitted as a bundle, a config map and a TestRun that the operator accepts', async () => {
  await emitTestRun({
    type: 'average',
    operation: 'mixed',
    folder,
    target: 'http://airbyte:8000/api',
    workspaceId: 'w',
    thresholds: {},
    parallelism: 4,
    rate: 50,
  });

  const testRun: unknown = parse(readFileSync(join(folder, 'test-run.yaml'), 'utf8'));
  const configMap = parse(readFileSync(join(folder, 'config-map.yaml'), 'utf8')) as {
    readonly data: Record<string, string>;
  };

  expect(validatorFor(testRunSchema)(testRun)).toEqual([]);
  expect(testRun).toMatchObject({
    spec: { parallelism: 4, script: { configMap: { name: 'airlock-average', file: 'average.js' } } },
  });
  expect(configMap.data['average.js']).toBe(readFileSync(join(folder, 'average.js'), 'utf8'));
  expect(configMap.data['average.js']).not.toMatch(/from ['"](?!k6)/);
});
