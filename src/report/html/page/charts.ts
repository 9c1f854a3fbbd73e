/** The script that a page with charts has besides. */
import type { Comparison, OperationLatency, ScalingCurve } from '../../performance-section.ts';
import { draw, redrawOnChange } from './draw.ts';
import { latencyOverTime } from './latency-over-time.ts';
import { pageData } from './page-data.ts';
import { percentileCurve } from './percentile-curve.ts';
import { ratioIntervals } from './ratio-intervals.ts';
import { requestsOverTime } from './requests-over-time.ts';
import { scalingCurves } from './scaling-curves.ts';

// Written by performance-sections.ts and scaling-section.ts.
const latencies = pageData('load-data') as readonly OperationLatency[] | undefined;
const curves = pageData('scaling-data') as readonly ScalingCurve[] | undefined;
const comparisons = pageData('baseline-data') as readonly Comparison[] | undefined;
const rule = pageData('baseline-rule') as { readonly tolerance: number } | undefined;

draw('over-time', () => latencyOverTime(latencies ?? []));
draw('requests', () => requestsOverTime(latencies ?? []));
draw('percentiles', () => percentileCurve(latencies ?? []));
draw('intervals', () => ratioIntervals(comparisons ?? [], rule?.tolerance ?? 0));
draw('scaling', () => scalingCurves(curves ?? []));
redrawOnChange();
