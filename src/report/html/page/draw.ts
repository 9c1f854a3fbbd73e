/** Draws charts where the page has room for them, and again when their size or their colours change. */
import uPlot from 'uplot';
import { colour } from './colours.ts';

export interface Chart {
  readonly data: uPlot.AlignedData;
  readonly options: Omit<uPlot.Options, 'width' | 'height'> & { readonly height?: number };
}

const redrawMs = 150;
const drawings: (() => void)[] = [];

/** Draws a chart; nothing where the page has no place for it. */
export function draw(id: string, chartOf: () => Chart): void {
  const place = document.getElementById(`chart-${id}`);
  if (place === null) return;
  const drawing = (): void => {
    place.replaceChildren();
    const width = Math.max(240, place.clientWidth - 18);
    const { options, data } = chartOf();
    // oxlint-disable-next-line no-new -- uPlot draws when it is made
    new uPlot({ height: 260, legend: { live: width > 500 }, ...options, width }, data, place);
  };
  drawings.push(drawing);
  drawing();
}

export function redrawOnChange(): void {
  let timer: number | undefined;
  addEventListener('resize', () => {
    clearTimeout(timer);
    timer = setTimeout(redraw, redrawMs);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}

function redraw(): void {
  for (const drawing of drawings) drawing();
}

export function axis(label: string): uPlot.Axis {
  const line = colour('--line');
  return { label, stroke: colour('--ink'), grid: { stroke: line, width: 1 }, ticks: { stroke: line } };
}
