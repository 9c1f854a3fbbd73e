import { percent } from './percent.ts';
import type { ThresholdResult } from '../report/performance-section.ts';

/** What was measured for a threshold, in the unit of its metric; empty where k6 kept no such value. */
export function measuredText({ metric, expression, measured }: ThresholdResult): string {
  if (measured === undefined) return '';
  if (/^\s*rate/.test(expression)) return isShare(metric) ? percent(measured) : `${rounded(measured)}/s`;
  // k6 keeps times in milliseconds; counts have no unit.
  return /^\s*(?:count|value)/.test(expression) ? measured.toLocaleString('en') : `${rounded(measured)} ms`;
}

/** The rate of a counter is one per second, that of all other metrics a share. */
function isShare(metric: string): boolean {
  return !/^(?:http_reqs|iterations|dropped_iterations|data_sent|data_received)\b/.test(metric);
}

function rounded(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
