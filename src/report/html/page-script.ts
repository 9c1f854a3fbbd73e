/** The script of the page. It reads data blocks and writes text nodes only; no text of a target ever becomes markup. */
export const pageScript = `'use strict';
const shownCharacters = 20000;
const make = (name, attributes, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};
const dataOf = (id) => {
  const node = document.getElementById(id);
  return node === null ? undefined : JSON.parse(node.textContent);
};
const visible = (text) => text.replace(/[^\\P{Cc}\\n\\t]|[\\p{Cf}\\p{Cs}\\u2028\\u2029]/gu, (character) => '\\\\u' + character.codePointAt(0).toString(16).padStart(4, '0'));
const textOf = (value) => visible(typeof value === 'string' ? value : JSON.stringify(value, null, 2));

let serial = 0;
function block(title, value, copied) {
  const text = textOf(value);
  const id = 'block-' + (serial += 1);
  const pre = make('pre', { id, tabindex: '0', 'aria-label': title }, text.slice(0, shownCharacters));
  pre.full = typeof value === 'string' ? value : text;
  const parts = [make('h5', {}, title)];
  if (copied) parts[0].append(' ', make('button', { type: 'button', 'data-copy': id, 'aria-label': 'Copy ' + title }, 'Copy'));
  parts.push(pre);
  if (text.length > shownCharacters) {
    const more = make('button', { type: 'button' }, 'Show all ' + text.length.toLocaleString('en') + ' characters');
    more.addEventListener('click', () => { pre.textContent = text; more.remove(); });
    parts.push(more);
  }
  return parts;
}

function unfold(details) {
  const place = details.querySelector('.exchanges');
  if (place === null || place.childElementCount > 0) return;
  const steps = dataOf('data-' + details.dataset.finding) || [];
  steps.forEach((step, index) => {
    const outcome = step.response ? String(step.response.status) : 'no answer';
    const order = step.interleaving ? ' (in parallel: sent ' + step.interleaving.sent + ', answered ' + step.interleaving.answered + ')' : '';
    const inner = make('details', { class: 'step' }, make('summary', {}, visible((index + 1) + '. ' + step.operation + ' \\u2192 ' + outcome + order)));
    if (step.request !== undefined) inner.append(...block('Request', step.request, true));
    if (step.response !== undefined) inner.append(...block('Answer', step.response.body === undefined ? '' : step.response.body, true));
    if (step.error !== undefined) inner.append(...block('Error', step.error, false));
    if (step.curl !== undefined) inner.append(...block('curl', step.curl, true));
    if (index === steps.length - 1) inner.open = true;
    place.append(inner);
  });
}

for (const details of document.querySelectorAll('.finding')) {
  if (details.open) unfold(details);
  details.addEventListener('toggle', () => { if (details.open) unfold(details); });
}
const openTarget = () => {
  const target = location.hash.startsWith('#finding-') ? document.getElementById(location.hash.slice(1)) : null;
  if (target !== null) { target.open = true; unfold(target); }
};
addEventListener('hashchange', openTarget);
openTarget();

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-copy]');
  if (button === null) return;
  const source = document.getElementById(button.dataset.copy);
  const text = source.full === undefined ? source.textContent : source.full;
  let done = false;
  try { await navigator.clipboard.writeText(text); done = true; } catch {
    const area = make('textarea', { 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    done = document.execCommand('copy');
    area.remove();
    button.focus();
  }
  button.textContent = done ? 'Copied' : 'Press Ctrl+C';
  setTimeout(() => { button.textContent = 'Copy'; }, 1500);
});

const filter = document.getElementById('filter');
if (filter !== null) filter.addEventListener('input', () => {
  const words = filter.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
  let shown = 0;
  for (const details of document.querySelectorAll('.finding')) {
    const text = details.querySelector('summary').textContent.toLowerCase();
    details.hidden = !words.every((word) => text.includes(word));
    if (!details.hidden) shown += 1;
  }
  document.getElementById('shown').textContent = shown + ' shown';
});

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const palette = () => [colour('--blue'), colour('--red'), colour('--green'), colour('--amber'), colour('--second'), colour('--quiet')];
const axis = (label) => ({ label, stroke: colour('--ink'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') } });
const charts = [];

function draw(id, build) {
  const place = document.getElementById('chart-' + id);
  if (place === null || typeof uPlot === 'undefined') return;
  const render = () => {
    place.replaceChildren();
    const width = Math.max(240, place.clientWidth - 18);
    const { options, data } = build();
    new uPlot({ width, height: options.height || 260, legend: { live: width > 500 }, ...options }, data, place);
  };
  charts.push(render);
  render();
}

/** Lines of several operations on one axis of all their x values. */
function aligned(rows) {
  const xs = [...new Set(rows.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
  return [xs, ...rows.map(({ points }) => { const at = new Map(points); return xs.map((x) => at.has(x) ? at.get(x) : null); })];
}

const load = dataOf('load-data') || [];
draw('over-time', () => {
  const rows = load.flatMap(({ operation, series = [] }, index) => [
    { label: operation + ' p50', points: series.map((row) => [row[0], row[1]]), stroke: palette()[index % 6] },
    { label: operation + ' p95', points: series.map((row) => [row[0], row[2]]), stroke: palette()[index % 6], dash: [6, 4] },
  ]);
  return { data: aligned(rows), options: { scales: { x: { time: false } }, axes: [axis('seconds'), axis('ms')], series: [{ label: 'second' }, ...rows.map(({ label, stroke, dash }) => ({ label, stroke, width: 2, dash, spanGaps: true, points: { show: false } }))] } };
});

// As in HDR plots, the slow end gets the room: x is how many requests one of which is slower.
draw('percentiles', () => {
  const place = (percentile) => Math.log10(1 / Math.max(0.00001, 1 - percentile / 100));
  const rows = load.map(({ operation, percentiles = [] }, index) => ({ label: operation, points: percentiles.map(([percentile, ms]) => [place(percentile), ms]), stroke: palette()[index % 6] }));
  const name = (x) => 'p' + Number((100 * (1 - 10 ** -x)).toFixed(Math.max(0, Math.ceil(x) - 2)));
  return { data: aligned(rows), options: { scales: { x: { time: false } }, axes: [{ ...axis('percentile'), splits: (_, __, low, high) => [0, 0.30103, 1, 2, 3, 4, 5].filter((split) => split >= low && split <= high), values: (_, splits) => splits.map(name) }, axis('ms')], series: [{ label: 'percentile', value: (_, x) => x === null || x === undefined ? '' : name(x) }, ...rows.map(({ label, stroke }) => ({ label, stroke, width: 2, spanGaps: true, points: { show: false } }))] } };
});

const comparisons = dataOf('baseline-data') || [];
draw('intervals', () => {
  const count = comparisons.length;
  const rows = comparisons.map((entry, index) => ({ ...entry, y: count - index }));
  const tone = (verdict) => /regress|slower|invalid/.test(verdict) ? colour('--red') : /inconclusive/.test(verdict) ? colour('--amber') : colour('--green');
  const lowest = Math.min(1, ...rows.map(({ low }) => low));
  const highest = Math.max(1, ...rows.map(({ high }) => high));
  const margin = Math.max(0.02, (highest - lowest) * 0.08);
  const paint = (chart) => {
    const { ctx, bbox } = chart;
    const scale = devicePixelRatio;
    ctx.save();
    const { tolerance = 0 } = dataOf('baseline-rule') || {};
    const one = chart.valToPos(1, 'x', true);
    const [lower, upper] = [1 - tolerance, 1 + tolerance].map((value) => Math.min(bbox.left + bbox.width, Math.max(bbox.left, chart.valToPos(value, 'x', true))));
    ctx.fillStyle = colour('--soft');
    ctx.fillRect(lower, bbox.top, upper - lower, bbox.height);
    ctx.strokeStyle = colour('--quiet');
    ctx.setLineDash([4 * scale, 4 * scale]);
    ctx.beginPath(); ctx.moveTo(one, bbox.top); ctx.lineTo(one, bbox.top + bbox.height); ctx.stroke();
    ctx.setLineDash([]);
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.font = 12 * scale + 'px system-ui, sans-serif';
    for (const { y, low, high, ratio, verdict, operation, quantile } of rows) {
      const line = chart.valToPos(y, 'y', true);
      const [from, to, mid] = [low, high, ratio].map((value) => chart.valToPos(value, 'x', true));
      ctx.strokeStyle = ctx.fillStyle = tone(verdict);
      ctx.lineWidth = 2 * scale;
      ctx.beginPath(); ctx.moveTo(from, line); ctx.lineTo(to, line); ctx.moveTo(from, line - 5 * scale); ctx.lineTo(from, line + 5 * scale); ctx.moveTo(to, line - 5 * scale); ctx.lineTo(to, line + 5 * scale); ctx.stroke();
      ctx.beginPath(); ctx.arc(mid, line, 4 * scale, 0, 2 * Math.PI); ctx.fill();
      ctx.fillStyle = colour('--ink');
      ctx.fillText(operation + ' ' + quantile, bbox.left + 4 * scale, line - 9 * scale);
    }
    ctx.restore();
  };
  return { data: [[lowest - margin, highest + margin], [null, null]], options: { height: 90 + 44 * count, legend: { show: false }, cursor: { show: false }, scales: { x: { time: false, range: [lowest - margin, highest + margin] }, y: { range: [0.4, count + 0.9] } }, axes: [axis('ratio to the baseline'), { show: false }], series: [{}, { show: true, paths: () => null, points: { show: false } }], hooks: { draw: [paint] } } };
});

let resizing;
addEventListener('resize', () => { clearTimeout(resizing); resizing = setTimeout(() => charts.forEach((render) => render()), 150); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.forEach((render) => render()));
`;
