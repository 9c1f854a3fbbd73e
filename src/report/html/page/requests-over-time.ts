import type { OperationLatency } from '../../performance-section.ts';
import { lineColour } from './colours.ts';
import { axis } from './draw.ts';
import type { Chart } from './draw.ts';
import { lineChart } from './line-chart.ts';

/** The requests of each operation as a line, and its failures dashed. */
export function requestsOverTime(latencies: readonly OperationLatency[]): Chart {
  const lines = latencies.flatMap(({ operation, rates = [] }, index) => {
    const stroke = lineColour(index);
    return [
      { label: `${operation} requests`, points: rates.map(([second = 0, all = 0]) => [second, all] as const), stroke },
      {
        label: `${operation} failed`,
        points: rates.map(([second = 0, , failed = 0]) => [second, failed] as const),
        stroke,
        dash: [6, 4],
      },
    ];
  });
  return lineChart(lines, { axis: axis('seconds'), legend: { label: 'second' }, unit: 'a second' });
}
