/** The script that a page with charts has besides. */
import type { Comparison, OperationLatency } from '../../performance-section.ts';
import { draw, redrawOnChange } from './draw.ts';
import { latencyOverTime } from './latency-over-time.ts';
import { pageData } from './page-data.ts';
import { percentileCurve } from './percentile-curve.ts';
import { ratioIntervals } from './ratio-intervals.ts';

// Written by performance-sections.ts.
const latencies = pageData('load-data') as readonly OperationLatency[] | undefined;
const comparisons = pageData('baseline-data') as readonly Comparison[] | undefined;
const rule = pageData('baseline-rule') as { readonly tolerance: number } | undefined;

draw('over-time', () => latencyOverTime(latencies ?? []));
draw('percentiles', () => percentileCurve(latencies ?? []));
draw('intervals', () => ratioIntervals(comparisons ?? [], rule?.tolerance ?? 0));
redrawOnChange();
