/** The interval of each ratio to the baseline, beside the range that the run tolerates. uPlot has no such chart: it gives axes. */
import type uPlot from 'uplot';
import type { Comparison } from '../../performance-section.ts';
import { verdictClass } from '../verdict-class.ts';
import { colour } from './colours.ts';
import { axis } from './draw.ts';
import type { Chart } from './draw.ts';

const tones = { bad: '--red', unsure: '--amber', good: '--green' } as const;

export function ratioIntervals(comparisons: readonly Comparison[], tolerance: number): Chart {
  const count = comparisons.length;
  const lowest = Math.min(1, ...comparisons.map(({ low = 1, ratio }) => Math.min(low, ratio)));
  const highest = Math.max(1, ...comparisons.map(({ high = 1, ratio }) => Math.max(high, ratio)));
  const margin = Math.max(0.02, (highest - lowest) * 0.08);
  const range: [number, number] = [lowest - margin, highest + margin];
  const paint = (chart: uPlot): void => {
    chart.ctx.save();
    paintTolerance(chart, tolerance);
    for (const [index, comparison] of comparisons.entries())
      paintInterval(chart, comparison, chart.valToPos(count - index, 'y', true));
    chart.ctx.restore();
  };
  return {
    data: [range, [null, null]],
    options: {
      height: 90 + 44 * count,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range }, y: { range: [0.4, count + 0.9] } },
      axes: [axis('ratio to the baseline'), { show: false }],
      series: [{}, { show: true, paths: () => null, points: { show: false } }],
      hooks: { draw: [paint] },
    },
  };
}

/** Shaded: within the tolerance. Dashed: no change. */
function paintTolerance(chart: uPlot, tolerance: number): void {
  const { ctx, bbox } = chart;
  const inside = (x: number): number => Math.min(bbox.left + bbox.width, Math.max(bbox.left, x));
  const lower = inside(xOf(chart, 1 - tolerance));
  const upper = inside(xOf(chart, 1 + tolerance));
  ctx.fillStyle = colour('--soft');
  ctx.fillRect(lower, bbox.top, upper - lower, bbox.height);
  ctx.strokeStyle = colour('--quiet');
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  const one = xOf(chart, 1);
  strokeLines(ctx, [[one, bbox.top, one, bbox.top + bbox.height]]);
  ctx.setLineDash([]);
}

function paintInterval(chart: uPlot, comparison: Comparison, y: number): void {
  const { ctx, bbox } = chart;
  const { low, high, ratio, verdict, operation, quantile } = comparison;
  const scale = devicePixelRatio;
  ctx.strokeStyle = colour(tones[verdictClass(verdict)]);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = 2 * scale;
  // Without an interval the ratio stands alone.
  if (low !== undefined && high !== undefined) {
    const [from, to] = [xOf(chart, low), xOf(chart, high)];
    strokeLines(ctx, [
      [from, y, to, y],
      [from, y - 5 * scale, from, y + 5 * scale],
      [to, y - 5 * scale, to, y + 5 * scale],
    ]);
  }
  ctx.beginPath();
  ctx.arc(xOf(chart, ratio), y, 4 * scale, 0, 2 * Math.PI);
  ctx.fill();
  ctx.fillStyle = colour('--ink');
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.font = `${12 * scale}px system-ui, sans-serif`;
  ctx.fillText(`${operation} ${quantile}`, bbox.left + 4 * scale, y - 9 * scale);
}

function xOf(chart: uPlot, ratio: number): number {
  return chart.valToPos(ratio, 'x', true);
}

function strokeLines(
  ctx: CanvasRenderingContext2D,
  lines: readonly (readonly [x: number, y: number, toX: number, toY: number])[],
): void {
  ctx.beginPath();
  for (const [x, y, toX, toY] of lines) {
    ctx.moveTo(x, y);
    ctx.lineTo(toX, toY);
  }
  ctx.stroke();
}
