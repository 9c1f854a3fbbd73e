import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { pactCheck, pactDescriptionCheck } from '../../contracts/run/contract-checks.ts';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { runBody } from '../../src/commands/run-body.ts';
import { checkReference } from '../../src/report/check-reference.ts';
import { openReporters } from '../../src/report/reporters.ts';
import { sampleFinding } from './sample-report.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('the reference of a check', () => {
  test.each([...allChecks, pactCheck, pactDescriptionCheck].map(({ id }) => id))('leads to a section: %s', (check) => {
    const [file = '', anchor = ''] = checkReference({ check }).documentation.split('#');

    const headings = readFileSync(join(import.meta.dirname, '../..', file), 'utf8').match(/^## .+$/gm) ?? [];

    // An anchor is the heading itself as long as that has no capitals and no spaces.
    expect(headings).toContain(`## ${anchor}`);
    expect(anchor).toMatch(/^[a-z][a-z-]*$/);
  });

  test('stands with a finding in every format', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-reference-'));
    const summary = join(folder, 'summary.md');
    vi.stubEnv('GITHUB_ACTIONS', 'true').stubEnv('GITHUB_STEP_SUMMARY', summary);
    const console = await printedBy('console', folder);
    const github = await printedBy('github', folder);
    await printedBy('json,junit,html,ndjson,sarif,codequality,ctrf', folder);
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

    const shown = {
      console,
      github,
      summary: readFileSync(summary, 'utf8'),
      json: read('report.json'),
      finding: read('findings/3f9c2a10.json'),
      junit: read('junit.xml'),
      html: read('report.html'),
      sarif: read('report.sarif'),
      codequality: read('codequality.json'),
      ctrf: read('ctrf.json'),
      // Events of findings, without the report at the end.
      ndjson: read('events.ndjson').match(/^\{"type":"finding".*$/m)?.[0] ?? '',
    };

    for (const [format, text] of Object.entries(shown)) {
      expect({ format, text }).toEqual({ format, text: expect.stringContaining('airlock explain patch-frame') });
      expect({ format, text }).toEqual({ format, text: expect.stringContaining('docs/checks.md#patch-frame') });
    }
    expect(JSON.parse(shown.finding)).toMatchObject(checkReference({ check: 'patch-frame' }));
  });
});

/** What a run with one finding prints, its files in the folder. */
async function printedBy(formats: string, reportDir: string): Promise<string> {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)));
  const look = { reportDir, quiet: false, verbose: false, color: false, redact: String };
  const reporters = await openReporters(formats.split(','), look);
  const finding = sampleFinding();
  await runBody(
    async ({ emit }) => {
      emit({ type: 'finding', finding });
      return { findings: [finding], verdicts: [{ code: 1, reason: '1 new finding' }] };
    },
    {
      command: 'fuzz',
      options: {},
      emit: reporters.emit,
      signal: new AbortController().signal,
      reportDir,
      redact: String,
      onRedact: () => undefined,
    },
  );
  await reporters.close();
  spy.mockRestore();
  return lines.join('\n');
}
