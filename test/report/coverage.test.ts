import { expect, test } from 'vitest';
import { coverageOf } from '../../src/report/coverage.ts';
import { bareReport, sampleReport } from './sample-report.ts';

test('coverage is what the fuzz engine counted, and empty for what does not fuzz', () => {
  expect(Object.keys(coverageOf(sampleReport()))).toEqual(['webBackendUpdateConnection']);
  expect(coverageOf(bareReport())).toEqual({});
  expect(coverageOf(bareReport({ fuzz: null }))).toEqual({});
});
