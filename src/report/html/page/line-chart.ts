/** Lines over one x axis. */
import type uPlot from 'uplot';
import { aligned } from './aligned.ts';
import type { Point } from './aligned.ts';
import { axis } from './draw.ts';
import type { Chart } from './draw.ts';

export interface Line {
  readonly label: string;
  readonly points: readonly Point[];
  readonly stroke: string;
  readonly dash?: number[];
}

/** `x` says what is particular about the axis, and how the legend names a place on it. */
export function lineChart(
  lines: readonly Line[],
  x: { readonly axis: uPlot.Axis; readonly legend: uPlot.Series },
): Chart {
  const look = { width: 2, spanGaps: true, points: { show: false } } as const;
  const series = lines.map(({ label, stroke, dash }): uPlot.Series => {
    return { label, stroke, ...(dash === undefined ? {} : { dash }), ...look };
  });
  return {
    data: aligned(lines.map(({ points }) => points)),
    options: { scales: { x: { time: false } }, axes: [x.axis, axis('ms')], series: [x.legend, ...series] },
  };
}
