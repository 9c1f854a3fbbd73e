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

export interface LineChart {
  /** What is particular about the x axis, and how the legend names a place on it. */
  readonly axis: uPlot.Axis;
  readonly legend: uPlot.Series;
  /** The unit of the lines. */
  readonly unit: string;
  /** Powers of ten have the same distance on both axes. */
  readonly isLogarithmic?: boolean;
}

export function lineChart(lines: readonly Line[], { axis: x, legend, unit, isLogarithmic = false }: LineChart): Chart {
  const look = { width: 2, spanGaps: true, points: { show: isLogarithmic } } as const;
  const series = lines.map(({ label, stroke, dash }): uPlot.Series => {
    return { label, stroke, ...(dash === undefined ? {} : { dash }), ...look };
  });
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- uPlot has this enum in its types only; 3 is logarithmic
  const scale: uPlot.Scale = isLogarithmic ? { distr: 3 } : {};
  return {
    data: aligned(lines.map(({ points }) => points)),
    options: { scales: { x: { time: false, ...scale }, y: scale }, axes: [x, axis(unit)], series: [legend, ...series] },
  };
}
