/** How latency grows with size: the law of each, and what was measured as a chart. */
import { listAt, objectAt } from '../../json/json.ts';
import type { ScalingCurve, ScalingLaw } from '../performance-section.ts';
import type { Report } from '../report.ts';
import { chart } from './chart.ts';
import { dataBlock, markup } from './markup.ts';
import type { Section } from './section.ts';
import { minor, numbers, table } from './table.ts';
import type { Cell } from './table.ts';

export function scalingSection(report: Report): Section | undefined {
  const laws = listAt(report['load'], 'laws') as readonly ScalingLaw[]; // our own section, written by load scaling
  if (laws.length === 0) return undefined;
  const curves = laws.map(({ what }) => curveOf(report, what));
  const content = markup`<p class="note">An exponent of 1 grows with the size, 0 not at all, 2 with its square.</p>
${table('Growth of latency with size', ['what', ...numbers('exponent'), ...minor(...numbers('95 % interval')), 'sizes'], laws.map(rowOf))}
${curves.map(
  ({ what, points }) =>
    points.length > 0 &&
    table(
      `Median in ms: ${what}`,
      ['size', ...numbers('ms')],
      points.map(([size, ms]): readonly Cell[] => [size, ms.toFixed(1)]),
    ),
)}
${chart('scaling', 'Latency by size', 'Size against the median in ms, both logarithmic: the steeper, the faster it grows')}
${dataBlock('scaling-data', curves)}`;
  return { id: 'scaling', title: 'Scaling', content };
}

function rowOf({ what, exponent, low, high, unanswered, left = [] }: ScalingLaw): readonly Cell[] {
  return [
    what,
    exponent === undefined ? { text: 'too little measured', className: 'unsure' } : exponent.toFixed(2),
    low === undefined || high === undefined ? '' : `${low.toFixed(2)} to ${high.toFixed(2)}`,
    unanswered === undefined
      ? left.length === 0
        ? 'all answered'
        : { text: `left for want of time: ${left.join(', ')}`, className: 'unsure' }
      : { text: `${unanswered.size} not answered within ${(unanswered.ms / 1000).toFixed(1)} s`, className: 'bad' },
  ];
}

interface Sample {
  readonly size: number;
  readonly ms: number;
}

function curveOf(report: Report, what: string): ScalingCurve {
  const samples = listAt(objectAt(report['load'], 'samples'), what) as readonly Sample[];
  const bySize = Map.groupBy(samples, ({ size }) => size);
  const points = [...bySize]
    .map(([size, own]) => [size, medianOf(own.map(({ ms }) => ms))] as const)
    .toSorted(([left], [right]) => left - right);
  return { what, points };
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
