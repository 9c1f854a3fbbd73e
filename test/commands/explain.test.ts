import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { sampleFinding } from '../report/sample-report.ts';
import { runInProcess } from './run-in-process.ts';

describe('airlock explain', () => {
  test.each(allChecks.map(({ id, law, meaning }) => [id, law, meaning] as const))(
    '%s says the law and what a breach means',
    async (id, law, meaning) => {
      const { stdout, exitCode } = await runInProcess(['explain', id]);

      expect(stdout.split('\n')[0]).toBe(id);
      expect(stdout).toContain(law);
      expect(stdout).toContain(meaning);
      expect(exitCode).toBe(0);
    },
  );

  test('of an unknown word names the nearest check and exits 2', async () => {
    const { stderr, exitCode } = await runInProcess(['explain', 'patch-fram']);

    expect(stderr).toMatch(
      /^Cannot explain "patch-fram": expected the id of a check, or the id or the file of a finding; did you mean "patch-frame"\?\n$/,
    );
    expect(exitCode).toBe(2);
  });

  test('of a finding says its law, its meaning, how sure it is and what to do next', async () => {
    const { folder } = folderWith(sampleFinding());

    const { stdout, exitCode } = await runInProcess(['explain', '3f9c2a10'], { folder });

    expect(stdout.split('\n')).toEqual([
      'Updating "name" also changed "prefix"',
      '',
      'check    patch-frame',
      'law      An update changes what it sends and nothing else.',
      expect.stringMatching(/^allowed {2}An update without changes/),
      'meaning  Saving one setting silently changes another one.',
      'status   new: it fails a run',
      'again    confirmed, 3 of 3: it came back every time it was sent again',
      '',
      'next     airlock replay 3f9c2a10',
      '         airlock explain patch-frame',
      '',
    ]);
    expect(exitCode).toBe(0);
  });

  test('of the file of an earlier version takes the meaning from the check', async () => {
    const { meaning, retries: _retries, ...old } = sampleFinding();
    const { folder, file } = folderWith(old);

    const { stdout } = await runInProcess(['explain', file], { folder });

    expect(stdout).toContain(`meaning  ${meaning ?? ''}`);
  });

  test('says why a finding fails no run', async () => {
    const { folder } = folderWith(sampleFinding({ status: 'deviation', explanation: 'required-not-enforced' }));

    const { stdout } = await runInProcess(['explain', '3f9c2a10'], { folder });

    expect(stdout).toContain('status   deviation (required-not-enforced): a released Airbyte is documented to do so');
  });

  test('of a finding that nobody found exits 2, and writes nothing', async () => {
    const { stderr, exitCode, folder } = await runInProcess(['explain', '0badcafe']);

    expect(stderr).toMatch(/^Cannot explain "0badcafe": no run in airlock-report has found it/);
    expect(exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});

function folderWith(finding: { readonly id: string }): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-explain-'));
  const file = join('airlock-report', 'findings', `${finding.id}.json`);
  mkdirSync(join(folder, 'airlock-report', 'findings'), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify(finding));
  return { folder, file };
}
