import type { OperationLatency } from '../../performance-section.ts';
import { lineColour } from './colours.ts';
import { axis } from './draw.ts';
import type { Chart } from './draw.ts';
import { lineChart } from './line-chart.ts';

/** The median of each operation as a line, and the 95th percentile dashed. */
export function latencyOverTime(latencies: readonly OperationLatency[]): Chart {
  const lines = latencies.flatMap(({ operation, series = [] }, index) => {
    const stroke = lineColour(index);
    return [
      { label: `${operation} p50`, points: series.map(([second = 0, p50 = 0]) => [second, p50] as const), stroke },
      {
        label: `${operation} p95`,
        points: series.map(([second = 0, , p95 = 0]) => [second, p95] as const),
        stroke,
        dash: [6, 4],
      },
    ];
  });
  return lineChart(lines, { axis: axis('seconds'), legend: { label: 'second' }, unit: 'ms' });
}
