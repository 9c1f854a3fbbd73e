import type { OperationLatency } from '../../performance-section.ts';
import { lineColour } from './colours.ts';
import { axis } from './draw.ts';
import type { Chart } from './draw.ts';
import { lineChart } from './line-chart.ts';
import { namedPlaces, nameOfPlace, placeOfPercentile } from './percentile-scale.ts';

/** How slow the slowest requests of each operation are. */
export function percentileCurve(latencies: readonly OperationLatency[]): Chart {
  const lines = latencies.map(({ operation, percentiles = [] }, index) => ({
    label: operation,
    points: percentiles.map(([percentile, ms]) => [placeOfPercentile(percentile), ms] as const),
    stroke: lineColour(index),
  }));
  return lineChart(lines, {
    unit: 'ms',
    axis: {
      ...axis('percentile'),
      splits: (_chart, _axis, low, high) => namedPlaces.filter((place) => place >= low && place <= high),
      values: (_, splits) => splits.map(nameOfPlace),
    },
    // Without a place while the pointer is outside of the chart, whatever the type says.
    legend: { label: 'percentile', value: (_, place: number | null) => (place === null ? '' : nameOfPlace(place)) },
  });
}
