import { defined } from '../json/defined.ts';
import type { ThresholdResult } from '../report/performance-section.ts';

/** What k6 says of each threshold, the metrics with a threshold that got no value, and how much it sent. */
export function readSummary(summary: string | undefined): {
  readonly thresholds: readonly ThresholdResult[];
  readonly empty: readonly string[];
  readonly sent?: number;
} {
  if (summary === undefined) return { thresholds: [], empty: [] };
  const { metrics = {} } = JSON.parse(summary) as { readonly metrics?: Readonly<Record<string, SummaryMetric>> };
  const limited = Object.entries(metrics).filter(([, { thresholds = {} }]) => Object.keys(thresholds).length > 0);
  const sent = metrics['http_reqs']?.values?.['count'];
  return {
    thresholds: limited.flatMap(([metric, { thresholds = {}, values = {} }]) =>
      Object.entries(thresholds).map(([expression, { ok }]) => ({
        metric,
        expression,
        ok,
        ...defined({ measured: values[aggregateOf(expression)] }),
      })),
    ),
    empty: limited.filter(([, metric]) => isEmpty(metric)).map(([metric]) => metric),
    ...defined({ sent }),
  };
}

interface SummaryMetric {
  readonly type?: string;
  readonly values?: Readonly<Record<string, number>>;
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
}

/** `p(95)` of `p(95)<200`: the name that k6 keeps the value by. */
function aggregateOf(expression: string): string {
  const [aggregate = ''] = expression.split(/[<>=!]/);
  return aggregate.replaceAll(/\s/g, '');
}

/** Counters start at 0, which is a value. */
function isEmpty({ type, values = {} }: SummaryMetric): boolean {
  if (type === 'trend') return values['count'] === 0;
  return type === 'rate' && (values['passes'] ?? 0) + (values['fails'] ?? 0) === 0;
}
