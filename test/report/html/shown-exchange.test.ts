import { expect, test } from 'vitest';
import { shownExchanges } from '../../../src/report/html/shown-exchange.ts';
import { sampleFinding } from '../sample-report.ts';

test('an exchange shows its own curl line, and raw bytes in the place of a body', () => {
  const raw = { method: 'POST', path: '/v1', headers: {}, bodyBase64: 'ew==' };
  const steps = [
    { operation: 'transport', raw, error: 'reset' },
    { operation: 'webBackendGetConnection', request: {} },
  ];

  const shown = shownExchanges(sampleFinding({ steps, curl: ['curl 1', 'curl 2'] }));

  expect(shown).toEqual([
    { operation: 'transport', request: raw, error: 'reset', curl: 'curl 1' },
    { operation: 'webBackendGetConnection', request: {}, curl: 'curl 2' },
  ]);
});
