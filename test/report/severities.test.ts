import { expect, test } from 'vitest';
import { bySeverity, severities } from '../../src/report/severities.ts';
import { sampleFinding } from './sample-report.ts';

test('the worst finding is sorted to the front', () => {
  const mixed = (['low', 'critical', 'medium', 'high'] as const).map((severity) => sampleFinding({ severity }));

  expect(mixed.toSorted(bySeverity).map(({ severity }) => severity)).toEqual(severities);
});
