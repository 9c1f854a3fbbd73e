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

/** The id of an operation may be longer than a phone is wide: a legend breaks it between its words. */
function breakable(label: string): string {
  return label.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '\u200b');
}

export function lineChart(lines: readonly Line[], { axis: x, legend, unit, isLogarithmic = false }: LineChart): Chart {
  const look = { spanGaps: true, points: { show: isLogarithmic } } as const;
  // Thinner from line to line, so that one which lies on another leaves it in sight.
  const widths = [...new Set(lines.map(({ stroke }) => stroke))].toReversed();
  const series = lines.map(({ label, stroke, dash }): uPlot.Series => {
    const width = 2 + 1.5 * widths.indexOf(stroke);
    return { label: breakable(label), stroke, width, ...(dash === undefined ? {} : { dash }), ...look };
  });
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- uPlot has this enum in its types only; 3 is logarithmic
  const scale: uPlot.Scale = isLogarithmic ? { distr: 3 } : {};
  return {
    data: aligned(lines.map(({ points }) => points)),
    options: { scales: { x: { time: false, ...scale }, y: scale }, axes: [x, axis(unit)], series: [legend, ...series] },
  };
}
