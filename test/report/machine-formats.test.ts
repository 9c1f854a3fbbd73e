import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ExchangeSummary, RunEvent } from '../../src/report/events.ts';
import { entryOf, toHar } from '../../src/report/har-reporter.ts';
import { annotationsOf, toMarkdown } from '../../src/report/github-reporter.ts';
import { toJunit } from '../../src/report/junit-reporter.ts';
import { reportSchema } from '../../src/report/report-schema.ts';
import type { Report } from '../../src/report/report.ts';
import { openReporters } from '../../src/report/reporters.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { hostile, sampleFinding, sampleReport } from './sample-report.ts';

const xsd = readFileSync(new URL('junit.xsd', import.meta.url), 'utf8');
const exchange = {
  id: 'run-1',
  operation: 'webBackendGetConnection',
  method: 'POST',
  url: '/v1/web_backend/connections/get?x=1&y=%20',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 12.5,
  requestHeaders: { accept: 'application/json' },
  requestBody: JSON.stringify({ connectionId: hostile }),
  status: 200,
  responseHeaders: { 'content-type': 'application/json' },
  responseBody: hostile,
};
const failed = { ...exchange, id: 'run-2', error: 'reset: socket hang up' };

afterEach(() => void vi.unstubAllEnvs());

describe('report.json', () => {
  test.each([
    ['a run with everything', sampleReport()],
    ['a run with nothing', bare()],
  ])('is valid by its published schema: %s', async (_, report) => {
    const folder = await written(['json'], [{ type: 'run-finished', report }]);

    const parsed: unknown = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));

    expect(validatorFor(reportSchema)(parsed)).toEqual([]);
  });

  test.each([
    ['an unknown status', { findings: [{ ...sampleFinding(), status: 'fresh' }] }],
    ['an id that is no hash', { findings: [sampleFinding({ id: '../../etc' })] }],
    ['an exit code that is not documented', { exitCode: 7 }],
    ['another version', { schemaVersion: 2 }],
  ])('is refused by its schema with %s', (_, changes) => {
    expect(validatorFor(reportSchema)({ ...sampleReport(), ...changes })).not.toEqual([]);
  });

  test('comes with a file for each finding, and without those of the run before', async () => {
    const folder = await written(['json'], [{ type: 'run-finished', report: sampleReport() }]);
    await written(['json'], [{ type: 'run-finished', report: sampleReport({ findings: [sampleFinding()] }) }], folder);

    expect(readdirSync(join(folder, 'findings'))).toEqual(['3f9c2a10.json']);
  });
});

describe('junit.xml', () => {
  test.each([
    ['a run with everything', sampleReport()],
    ['a run with nothing', bare()],
    ['a run that could not start', bare({ exitCode: 3, reason: `Cannot reach ${hostile}` })],
  ])('is valid by the common schema: %s', async (_, report) => {
    const outcome = await validateXML({ xml: toJunit(report), schema: xsd });

    expect(outcome.errors).toEqual([]);
  });

  test('has a case for each check and operation: failed, skipped with its reason, or passed', () => {
    const xml = toJunit(sampleReport());

    expect(xml).toMatch(/<testcase name="no-leak webBackendUpdateConnection"[^>]*><failure /);
    expect(xml).toMatch(/<testcase name="refresh-diff"[^>]*><skipped message="nothing in this run/);
    expect(xml).toMatch(/<testcase name="response-schema webBackendUpdateConnection"[^>]*\/>/);
    expect(xml).toContain('tests="18" failures="8" errors="0" skipped="2"');
  });

  test('has one failure in a case, since viewers show no second one, with all that was found in it', () => {
    const findings = [sampleFinding(), sampleFinding({ id: '00000009', title: 'Another' })];

    const xml = toJunit(bare({ findings, exitCode: 1 }));

    expect(xml.match(/<failure /g)).toHaveLength(1);
    expect(xml).toContain('and 1 more" type="high"');
    expect(xml).toContain('airlock replay 00000009');
  });

  test('skips a finding that is only known, and says why', () => {
    const xml = toJunit(bare({ findings: [sampleFinding({ status: 'known', explanation: 'until 2.0' })] }));

    expect(xml).toContain('<skipped message="known: until 2.0"/>');
    expect(xml).not.toContain('<failure');
  });

  test('reports a run that could not be carried out as an error', () => {
    expect(toJunit(bare({ exitCode: 3, reason: 'Cannot reach it' }))).toContain(
      '<error message="Cannot reach it" type="exit-3"/>',
    );
  });
});

describe('junit.xml of verify', () => {
  test('has a case for each interaction, skipped with the reason where it was not judged', () => {
    const results = [
      { consumer: 'web', description: 'get', states: [], verdict: 'verified' },
      { consumer: 'web', description: 'update', states: ['a connection'], verdict: 'broken' },
      { consumer: 'web', description: 'create', states: [], verdict: 'unreachable' },
    ];

    const xml = toJunit(bare({ command: 'verify', verify: { results } }));

    expect(xml).toMatch(/name="web: get"[^>]*\/>/);
    expect(xml).toMatch(/name="web: update"[^>]*><failure /);
    expect(xml).toMatch(/name="web: create"[^>]*><skipped message="unreachable"/);
  });
});

describe('what is judged besides answers', () => {
  const report = sampleReport({ findings: [], checks: {}, verify: {}, fuzz: {}, exitCode: 5, reason: 'slower' });
  const spec = {
    command: 'check',
    faults: [
      { rule: 'unsatisfiable', kind: 'contradiction', pointer: '/a', reason: 'no value satisfies it' },
      { rule: 'untyped-schema', kind: 'gap', pointer: '/b', reason: 'no rule' },
    ],
  };

  test('has a JUnit case each: thresholds, comparisons, planted faults', () => {
    const xml = toJunit(report);

    expect(xml).toMatch(/name="smoke: http_req_duration[^>]*p\(95\)&lt;500"[^>]*\/>/);
    expect(xml).toMatch(/name="smoke: dropped_iterations count==0"[^>]*><failure message="the threshold was crossed"/);
    expect(xml).toMatch(/p95 against the baseline"[^>]*><failure message="regression: ×1.240/);
    expect(xml).toMatch(/p95 against the baseline"[^>]*><skipped message="inconclusive/);
    expect(xml).toMatch(/name="fault rare-500"[^>]*><failure /);
    expect(xml).toMatch(/name="fault update-resets-prefix"[^>]*\/>/);
    // The run as a whole is no error besides.
    expect(xml).toContain('errors="0"');
  });

  test('has one for each contradiction and gap of a description, and is valid', async () => {
    const xml = toJunit(bare({ command: 'spec check', exitCode: 1, spec }));

    const { errors } = await validateXML({ xml, schema: xsd });

    expect(errors).toEqual([]);
    expect(xml).toMatch(/name="unsatisfiable \/a"[^>]*><failure message="contradiction: no value satisfies it"/);
    expect(xml).toMatch(/name="untyped-schema \/b"[^>]*><skipped message="gap: no rule"/);
  });

  test('reports a run that failed for a reason without a case as an error', () => {
    expect(toJunit(bare({ exitCode: 5, reason: 'no rate held' }))).toContain('<error message="no rate held"');
  });

  test('is annotated and told in the job summary of GitHub', () => {
    const lines = annotationsOf(report);
    const markdown = toMarkdown(report);

    expect(lines).toContain('::error title=load::smoke: dropped_iterations count==0: the threshold was crossed');
    expect(annotationsOf(bare({ exitCode: 3, reason: 'Cannot reach it' }))).toEqual([
      '::error title=airlock fuzz::Cannot reach it',
    ]);
    expect(markdown).toContain('| failed | fault rare-500 |');
    expect(markdown).not.toContain('No findings.');
  });
});

describe('exchanges.har', () => {
  test('is valid HAR 1.2, answers that never came included', () => {
    const har: unknown = JSON.parse(JSON.stringify(harOf(exchange, failed)));
    const validate = harValidator();

    const isValid = validate(har);

    expect(validate.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });

  test('names the parameters of an address apart', () => {
    const har = JSON.stringify(harOf(exchange));

    expect(har).toContain('"queryString":[{"name":"x","value":"1"},{"name":"y","value":" "}]');
  });
});

describe('events.ndjson', () => {
  test('has one JSON object per line, with long bodies cut', async () => {
    const long = { ...exchange, responseBody: 'x'.repeat(1_000_000) };
    const folder = await written(
      ['ndjson'],
      [
        { type: 'phase-started', phase: `valid\n${hostile}` },
        { type: 'exchange', phase: 'valid', exchange: long },
      ],
    );

    const lines = readFileSync(join(folder, 'events.ndjson'), 'utf8').trimEnd().split('\n');

    expect(lines.map((line) => (JSON.parse(line) as RunEvent).type)).toEqual(['phase-started', 'exchange']);
    expect(lines[1]?.length).toBeLessThan(10_000);
  });
});

describe('github', () => {
  test('writes annotations that a finding cannot add to, and a job summary', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-github-'));
    const summary = join(folder, 'summary.md');
    vi.stubEnv('GITHUB_ACTIONS', 'true').stubEnv('GITHUB_STEP_SUMMARY', summary);
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)));

    await written(['github'], [{ type: 'run-finished', report: sampleReport() }], folder);

    vi.restoreAllMocks();
    expect(lines.length).toBe(7);
    expect(lines[0]).toContain('no-server-error');
    for (const line of lines) expect(line).toMatch(/^::error title=[a-z-]+::[^\r\n]*$/);
    const markdown = readFileSync(summary, 'utf8');
    expect(markdown).toContain('airlock check');
    expect(markdown).not.toMatch(/<(script|img)/);
  });

  test('says nothing elsewhere', async () => {
    vi.stubEnv('GITHUB_ACTIONS', '');
    const spy = vi.spyOn(console, 'log').mockImplementation(() => undefined);

    await written(['github'], [{ type: 'run-finished', report: sampleReport() }]);

    expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});

describe('every format', () => {
  test('masks a secret wherever a target echoes it', async () => {
    const secret = 's3cr3t-token';
    const report = sampleReport({
      findings: [
        sampleFinding({
          title: `echo ${secret}`,
          received: secret,
          curl: [secret],
          steps: [
            {
              operation: 'webBackendGetConnection',
              request: { [secret]: secret },
              response: { status: 200, body: secret },
            },
          ],
        }),
      ],
    });
    vi.stubEnv('GITHUB_ACTIONS', 'true');
    const printed: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: unknown) => void printed.push(String(line)));

    const folder = await written(
      ['console', 'json', 'junit', 'html', 'har', 'ndjson', 'github'],
      [
        { type: 'run-started', command: 'fuzz', version: '1', target: `http://127.0.0.1/${secret}` },
        { type: 'exchange', phase: 'valid', exchange: { ...exchange, responseBody: secret } },
        { type: 'run-finished', report },
      ],
      undefined,
      (text) => text.replaceAll(secret, '***'),
    );

    vi.restoreAllMocks();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBe(6);
    for (const { parentPath, name } of files)
      expect(readFileSync(join(parentPath, name), 'utf8')).not.toContain(secret);
    expect(printed.join('\n')).not.toContain(secret);
  });

  test('leaves nothing of a hostile answer that steers a terminal or turns text around', async () => {
    const folder = await written(
      ['json', 'junit', 'html', 'har', 'ndjson'],
      [
        { type: 'run-started', command: 'fuzz', version: '1', target: 'http://127.0.0.1/api' },
        { type: 'exchange', phase: 'valid', exchange },
        { type: 'run-finished', report: sampleReport() },
      ],
    );

    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(5);
    for (const { parentPath, name } of files) {
      // Line ends and tabs steer nothing: the page's own script has both.
      const text = readFileSync(join(parentPath, name), 'utf8').replaceAll(/[\n\t]/g, '');
      expect({ name, found: text.match(/[\p{Cc}\p{Cf}\u2028]/gu) ?? [] }).toEqual({ name, found: [] });
    }
  });

  test('is refused before the run when its folder cannot be written', async () => {
    await expect(written(['json'], [], '/dev/null/reports')).rejects.toThrow(
      'Cannot write reports to "/dev/null/reports": ENOTDIR; pass another --report-dir',
    );
  });
});

function harOf(...exchanges: readonly ExchangeSummary[]): object {
  return toHar(
    exchanges.map((each) => entryOf(each, 'http://127.0.0.1:1/api')),
    '1.0.0',
  );
}

function bare(changes: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'airlock', version: '1.0.0' },
    command: 'fuzz',
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 5,
    requests: { total: 0, byOperation: {} },
    acceptance: { valid: { sent: 0, accepted: 0 }, invalid: { sent: 0, rejected: 0 } },
    checks: {},
    findings: [],
    sandbox: { created: 0, cleaned: 0, left: [] },
    exitCode: 0,
    ...changes,
  };
}

async function written(
  formats: readonly string[],
  events: readonly RunEvent[],
  reportDir = mkdtempSync(join(tmpdir(), 'airlock-report-')),
  redact = (text: string): string => text,
): Promise<string> {
  const reporters = await openReporters(formats, { reportDir, quiet: false, verbose: false, color: false, redact });
  for (const event of events) reporters.emit(event);
  await reporters.close();
  return reportDir;
}

/** The validator of the HAR community's schemas, which are draft 6. */
function harValidator() {
  const require = createRequire(import.meta.url);
  const schemas = require('har-schema') as Readonly<Record<string, { readonly $id: string }>>;
  const ajv = new Ajv({ strict: false, validateSchema: false });
  addFormats.default(ajv);
  for (const { $schema: _, ...schema } of Object.values(schemas) as Record<string, unknown>[]) ajv.addSchema(schema);
  const validate = ajv.getSchema(schemas['har']?.$id ?? '');
  if (validate === undefined) throw new Error('Cannot validate HAR: the package has no schema "har"');
  return validate;
}
