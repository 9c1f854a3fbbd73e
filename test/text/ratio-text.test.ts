import { describe, expect, test } from 'vitest';
import { detectedByKey, detectedText } from '../../src/text/detected-text.ts';
import { ratioText } from '../../src/text/ratio-text.ts';

describe('the words of a comparison', () => {
  test.each([
    [{ ratio: 1.0342, low: 0.98, high: 1.1 }, '×1.034 (0.980 to 1.100)'],
    [{ ratio: 1.03, low: 0, high: Number.POSITIVE_INFINITY }, '×1.030 (too few blocks for an interval)'],
    [{ ratio: 1.03, low: null, high: null }, '×1.030 (too few blocks for an interval)'],
    [{ ratio: 1.03 }, '×1.030 (too few blocks for an interval)'],
    [{ ratio: 1, low: 0, high: Number.POSITIVE_INFINITY, blocks: 0 }, 'nothing measured'],
    [{ ratio: Number.NaN }, 'nothing measured'],
  ])('never show a number that is not finite: %o', (ratio, words) => {
    expect(ratioText(ratio)).toBe(words);
  });

  test('say the least slow-down that would show, or that it is not known', () => {
    const [known, unknown] = [detectedText(0.0623), detectedText(Number.POSITIVE_INFINITY)];

    expect(known).toBe('slow-downs of 6.2 % and more would show');
    expect(unknown).toBe('what would show is not known: too little was measured');
  });

  test('say it once where nothing is known of any key', () => {
    const some = detectedByKey({ 'list p50': 0.05, 'get p95': Number.POSITIVE_INFINITY });
    const none = detectedByKey({ 'list p50': Number.POSITIVE_INFINITY, 'get p95': Number.POSITIVE_INFINITY });

    expect(some).toBe('slow-downs that would show: list p50 from 5.0 %');
    expect(none).toBe('what would show is not known: too little was measured');
  });
});
