import { expect, test } from 'vitest';
import { redacted } from '../../src/report/redacted.ts';

test('secrets go from texts and names at any depth, and everything else stays', () => {
  const value = { secret: [1, null, true, { 'a secret b': 'secret' }], other: 'text' };

  const copy = redacted(value, (text) => text.replaceAll('secret', '***'));

  expect(copy).toEqual({ '***': [1, null, true, { 'a *** b': '***' }], other: 'text' });
  expect(value.secret).toHaveLength(4);
});
