/** The load test and the comparison with a baseline: tables for everybody, charts drawn by the page's script. */
import { listAt, member, objectAt } from '../../json/json.ts';
import type {
  CapacityProbe,
  ComparedArms,
  Comparison,
  OperationLatency,
  ThresholdResult,
} from '../performance-section.ts';
import type { Report } from '../report.ts';
import { measuredText } from '../../text/measured-text.ts';
import { dataBlock, markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { chart } from './chart.ts';
import type { Section } from './section.ts';
import { failures, minor, numbers, table, withReason } from './table.ts';
import type { Cell } from './table.ts';
import { verdictClass } from './verdict-class.ts';
import { percent } from '../../text/percent.ts';
import { ratioText } from '../../text/ratio-text.ts';
import { shortMetric } from '../../text/short-metric.ts';

export function loadSection(report: Report): Section | undefined {
  const latencies = (listAt(report['load'], 'latencies') as readonly OperationLatency[]).map(withCurve);
  if (latencies.length === 0) return undefined;
  const columns = [
    'operation',
    ...minor(...numbers('requests')),
    ...numbers('failed', 'p50', 'p95', 'p99'),
    ...minor(...numbers('max')),
  ];
  const rows = latencies.map(({ operation, requests, failed = 0, p50, p95, p99, max }): readonly Cell[] => [
    operation,
    requests,
    failures(failed),
    ms(p50),
    ms(p95),
    ms(p99),
    ms(max),
  ]);
  const content = markup`${table('Latency in ms by operation', columns, rows)}
${thresholdsOf(report)}
${shortcomings(report).map((line) => markup`<p class="bad">${line}</p>`)}
${hasSeries(latencies) && chart('over-time', 'Latency over time', 'Seconds since the start against p50 and p95 in ms')}
${hasRates(latencies) && chart('requests', 'Requests and failures over time', 'Seconds since the start against requests a second; dashed: those that failed')}
${hasCurve(latencies) && chart('percentiles', 'Percentile curve', 'Percentile against latency in ms; the right edge is the slowest request')}
${dataBlock('load-data', latencies)}`;
  return { id: 'load', title: 'Load', content };
}

/** The search for the highest rate that holds, in the order of its probes. */
export function breakpointSection(report: Report): Section | undefined {
  const probes = listAt(report['load'], 'probes') as readonly CapacityProbe[]; // our own section
  if (probes.length === 0) return undefined;
  const rows = probes.map(({ rate, p95, why, held, invalid }): readonly Cell[] => [
    rate,
    ms(p95),
    held
      ? { text: 'held', className: 'good' }
      : {
          text: withReason(invalid ? 'not judged' : 'did not hold', why[0]),
          className: invalid ? 'unsure' : 'bad',
        },
  ]);
  const content = table('Arrivals a second that were tried', ['rate', ...numbers('p95 ms'), 'outcome'], rows);
  return { id: 'breakpoint', title: 'Breakpoint', content };
}

export function baselineSection(report: Report): Section | undefined {
  const comparisons = listAt(report['baseline'], 'comparisons') as readonly Comparison[];
  if (comparisons.length === 0) return undefined;
  const timed = comparisons.some(({ baseMs, candidateMs }) => baseMs !== undefined || candidateMs !== undefined);
  const columns = [
    'what',
    'verdict',
    ...minor(...numbers(...(timed ? ['base ms', 'candidate ms'] : []))),
    ...numbers('ratio'),
    ...minor(...numbers('interval', 'detects')),
  ];
  const rows = comparisons.map((comparison): readonly Cell[] => {
    const { operation, quantile, verdict, baseMs, candidateMs, minimumDetectable, why } = comparison;
    const [ratio, interval = ''] = ratioText(comparison).split(/ \((.*)\)$/);
    return [
      `${operation} ${quantile}`,
      { text: withReason(verdict, why), className: verdictClass(verdict) },
      ...(timed ? [ms(baseMs), ms(candidateMs)] : []),
      ratio ?? '',
      interval,
      minimumDetectable === undefined || !Number.isFinite(minimumDetectable)
        ? 'too little measured'
        : `+${percent(minimumDetectable)}`,
    ];
  });
  const { base, candidate } = objectAt(report['baseline'], 'arms') as Partial<ComparedArms>; // our own section
  const content = markup`${base !== undefined && candidate !== undefined && markup`<dl class="context"><div><dt>Base</dt><dd>${base}</dd></div><div><dt>Candidate</dt><dd>${candidate}</dd></div></dl>`}<p class="note">A ratio above 1 is slower than the baseline. The interval holds the true ratio with the confidence of the run; the verdict follows from it, not from the ratio alone.</p>
${table('Comparison with the baseline', columns, rows)}
<p class="note minor">detects: the smallest slow-down that would have been seen four times out of five.</p>
${chart('intervals', 'Ratio to the baseline', 'Each line is an interval of the ratio; dashed: 1, no change; shaded: within the tolerance')}
${dataBlock('baseline-data', comparisons)}${dataBlock('baseline-rule', ruleOf(report))}`;
  return { id: 'baseline', title: 'Against the baseline', link: 'Baseline', content };
}

/** The tolerance of the run; 0 where it says none. */
function ruleOf(report: Report): { readonly tolerance: number } {
  const tolerance = member(member(report['baseline'], 'rule'), 'tolerance');
  return { tolerance: typeof tolerance === 'number' ? tolerance : 0 };
}

function thresholdsOf(report: Report): Markup | undefined {
  const thresholds = listAt(report['load'], 'thresholds') as readonly ThresholdResult[];
  if (thresholds.length === 0) return undefined;
  return table(
    'Thresholds',
    ['threshold', ...numbers('measured'), 'outcome'],
    thresholds.map((threshold): readonly Cell[] => [
      markup`${breakable(shortMetric(threshold.metric))} <strong>${threshold.expression}</strong>`,
      measuredText(threshold),
      { text: threshold.ok ? 'held' : 'crossed', className: threshold.ok ? 'good' : 'bad' },
    ]),
  );
}

/** A selector has no blanks to break a line at. */
function breakable(metric: string): Markup {
  return markup`${metric.split(/(?<=[{,])/).map((part) => markup`${part}<wbr>`)}`;
}

/** The arm belongs to the name, and five quantiles make a coarse curve where there is no finer one. */
function withCurve(latency: OperationLatency): OperationLatency {
  const { operation, arm, requests, p50, p90, p95, p99, max } = latency;
  const coarse = [
    [50, p50],
    [90, p90],
    [95, p95],
    [99, p99],
    // One request in so many was as slow as the slowest; a curve of few requests must not suggest more.
    [Math.max(99.5, 100 - 100 / Math.max(1, requests)), max],
  ] as const;
  return {
    ...latency,
    operation: arm === undefined || arm === 'candidate' ? operation : `${operation} (${arm})`,
    percentiles:
      latency.percentiles ??
      coarse.flatMap(([percentile, value]) => (value === undefined ? [] : [[percentile, value] as const])),
  };
}

function shortcomings(report: Report): readonly string[] {
  const shown = listAt(report['load'], 'thresholds').length > 0;
  return [...listAt(report['load'], 'doubts'), ...(shown ? [] : listAt(report['load'], 'crossed'))].map(String);
}

function hasSeries(latencies: readonly OperationLatency[]): boolean {
  return latencies.some(({ series = [] }) => series.length > 1);
}

function hasRates(latencies: readonly OperationLatency[]): boolean {
  return latencies.some(({ rates = [] }) => rates.length > 1);
}

function hasCurve(latencies: readonly OperationLatency[]): boolean {
  return latencies.some(({ percentiles = [] }) => percentiles.length > 1);
}

function ms(value: number | undefined): string {
  if (value === undefined) return '';
  return value < 10 ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0);
}
