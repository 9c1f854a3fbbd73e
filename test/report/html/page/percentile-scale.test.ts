import { expect, test } from 'vitest';
import { namedPlaces, nameOfPlace, placeOfPercentile } from '../../../../src/report/html/page/percentile-scale.ts';

test('the axis names the percentiles that readers know', () => {
  expect(namedPlaces.map(nameOfPlace)).toEqual(['p50', 'p90', 'p99', 'p99.9', 'p99.99', 'p99.999']);
});

test.each([0, 50, 90, 99, 99.9])('the place of p%d has its name', (percentile) => {
  expect(nameOfPlace(placeOfPercentile(percentile))).toBe(`p${percentile}`);
});

test('the slowest request of all has a place on the axis', () => {
  expect(placeOfPercentile(100)).toBeCloseTo(5);
});
