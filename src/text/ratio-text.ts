export interface Ratio {
  readonly ratio: number;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly blocks?: number;
}

/** `×1.034 (0.981 to 1.102)`; words where nothing was measured, or too little for an interval. */
export function ratioText({ ratio, low, high, blocks }: Ratio): string {
  if (blocks === 0 || !isFinite(ratio)) return 'nothing measured';
  // In a file an end that is not finite is null.
  return `×${ratio.toFixed(3)} (${isFinite(low) && isFinite(high) ? `${low.toFixed(3)} to ${high.toFixed(3)}` : 'too few blocks for an interval'})`;
}

function isFinite(value: number | null | undefined): value is number {
  return Number.isFinite(value);
}
