import { valueAt } from '../../src/json/pointer.ts';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '../../schemas/description.ts';
import { startBackend } from '../../src/backend/start-backend.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'airlock-spec-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs in a folder of its own, so that no `pacts/` is found and reports do not land in the checkout. */
function airlock(...words: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, 'spec', ...words], { cwd: folder }, (error, out, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, error: stderr });
    });
  });
}

function file(name: string, document: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(document));
  return path;
}

const published = file('published.json', openApiDocument('published'));

describe('airlock spec check', () => {
  test('fails for contradictions, shows them, and has them in the report', async () => {
    const { code, out, error } = await airlock('check', published);

    expect(code).toBe(1);
    expect(out).toContain('Contradictions (6)');
    expect(out).toContain('/components/schemas/AirbyteStream/required/1');
    expect(error.trim()).toBe(`${published} contradicts itself in 6 places; see the contradictions above`);
    const report: unknown = JSON.parse(readFileSync(join(folder, 'airlock-report/latest/report.json'), 'utf8'));
    expect(valueAt(report, '/command')).toBe('spec check');
    expect(valueAt(report, '/exitCode')).toBe(1);
    expect(valueAt(report, '/spec/models/AirbyteStream/kind')).toBe('impossible');
  });

  test('passes for the description that Airlock uses', async () => {
    const { code, out } = await airlock('check');

    expect(code).toBe(0);
    expect(out).not.toContain('Contradictions');
    expect(out).toContain('66 models have a valid instance, none is unsatisfiable');
  });

  test('prints JSON alone on standard output', async () => {
    const { code, out } = await airlock('check', published, '--format', 'json');

    expect(code).toBe(1);
    expect(valueAt(JSON.parse(out), '/faults/0/kind')).toBe('contradiction');
  });

  test('prints Markdown alone on standard output', async () => {
    const { out } = await airlock('check', published, '--format', 'markdown');

    expect(out).toMatch(/^# Check of /);
    expect(out).toContain('| required-undeclared | `/components/schemas/AirbyteStream/required/1` |');
  });

  test("checks a target's own description", async () => {
    const backend = await startBackend();
    try {
      const { code, out } = await airlock('check', '--target', backend.url);

      expect(code).toBe(0);
      expect(out).toContain(`${backend.url}/v1/openapi: 8 of 8 operations`);
    } finally {
      await backend.close();
    }
  });

  test.each([
    ['a file that is not there', ['check', 'none.yaml'], 2, 'Cannot load description none.yaml: there is no such file'],
    ['a file that is no description', ['check', cli], 2, 'Cannot load description'],
    [
      'a format that is none',
      ['check', '--format', 'xml'],
      2,
      'Cannot use --format "xml": expected text, json, markdown',
    ],
    [
      'an address that nobody listens on',
      ['check', 'http://127.0.0.1:1/x'],
      3,
      'Cannot load description http://127.0.0.1:1/x',
    ],
  ])('refuses %s in one line', async (_what, words, expected, message) => {
    const { code, error } = await airlock(...words);

    expect(code).toBe(expected);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(error).toContain(message);
  });
});

describe('airlock spec diff', () => {
  const renamed = structuredClone(openApiDocument('published')) as unknown as Record<string, never>;
  const read = valueAt(renamed, '/components/schemas/WebBackendConnectionListItem') as {
    required: string[];
    properties: Record<string, unknown>;
  };
  delete read.properties['name'];
  read.required = read.required.filter((name) => name !== 'name');
  const broken = file('broken.json', renamed);

  test('passes when nothing breaks', async () => {
    const { code, out } = await airlock('diff', 'built-in', published);

    expect(code).toBe(0);
    expect(out).toContain('0 changes in the closure');
  });

  test('fails for a break and names the interaction and where its consumer reads the field', async () => {
    const pacts = fileURLToPath(new URL('../../pacts', import.meta.url));

    const { code, out, error } = await airlock('diff', published, broken, '--pact', pacts);

    expect(code).toBe(1);
    expect(out).toContain('member-removed WebBackendConnectionListItem.name (was string, required)');
    expect(out).toMatch(/airbyte-webapp: breaking, "[^"]+".* at \/connections\/\*\/name\n\s+name column/);
    expect(error.trim()).toMatch(/^1 change breaks somebody; .*airbyte-webapp/);
    // It never lived with the older one.
    expect(out).not.toContain('airbyte-webapp-2.0');
  });

  test('prints JSON and Markdown', async () => {
    const [json, markdown] = [
      await airlock('diff', published, broken, '--format', 'json'),
      await airlock('diff', published, broken, '--format', 'markdown'),
    ];

    expect(valueAt(JSON.parse(json.out), '/changes/0/class')).toBe('breaking');
    expect(markdown.out).toContain('| member-removed | WebBackendConnectionListItem.name |');
  });

  test('refuses pacts that are not there or are none', async () => {
    const missing = await airlock('diff', published, broken, '--pact', 'nowhere');
    const none = await airlock('diff', published, broken, '--pact', published);

    expect([missing.code, none.code]).toEqual([2, 2]);
    expect(missing.error).toContain('Cannot read pacts at "nowhere": it is not there');
    expect(none.error).toContain('expected consumer, provider and interactions');
  });
});

describe('airlock spec export', () => {
  test('writes three files', async () => {
    const { code, out } = await airlock('export', '--out', 'exported');

    expect(code).toBe(0);
    expect(readdirSync(join(folder, 'exported')).toSorted()).toEqual([
      'openapi.json',
      'schemas.json',
      'validators.mjs',
    ]);
    expect(out).toContain('in exported:');
    const openapi: unknown = JSON.parse(readFileSync(join(folder, 'exported/openapi.json'), 'utf8'));
    expect(valueAt(openapi, '/components/schemas/AirbyteStream/required')).toEqual(['name', 'jsonSchema']);
  });

  test('writes the published form when asked to, and refuses another', async () => {
    const { code } = await airlock('export', '--form', 'published', '--out', 'as-published');
    const refused = await airlock('export', '--form', 'better');

    const openapi: unknown = JSON.parse(readFileSync(join(folder, 'as-published/openapi.json'), 'utf8'));
    expect(code).toBe(0);
    expect(valueAt(openapi, '/components/schemas/AirbyteStream/required')).toEqual(['name', 'json_schema']);
    expect(refused.code).toBe(2);
    expect(refused.error).toContain('Cannot use --form "better": expected repaired or published');
  });
});
