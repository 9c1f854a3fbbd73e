import type { ScalingCurve } from '../../performance-section.ts';
import { lineColour } from './colours.ts';
import { axis } from './draw.ts';
import type { Chart } from './draw.ts';
import { lineChart } from './line-chart.ts';

/** Both axes are logarithmic, so that a power law is a straight line and its exponent the slope. */
export function scalingCurves(curves: readonly ScalingCurve[]): Chart {
  const lines = curves.map(({ what, points }, index) => ({ label: what, points, stroke: lineColour(index) }));
  return lineChart(lines, { axis: axis('size'), legend: { label: 'size' }, unit: 'ms', isLogarithmic: true });
}
