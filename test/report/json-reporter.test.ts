import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportSchema } from '../../src/report/report-schema.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { bareReport, sampleFinding, sampleReport } from './sample-report.ts';
import { written } from './written.ts';

describe('report.json', () => {
  test.each([
    ['a run with everything', sampleReport()],
    ['a run with nothing', bareReport()],
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

    expect(readdirSync(join(folder, 'findings')).toSorted()).toEqual(['3f9c2a10.json', '3f9c2a10.sh']);
  });
});
