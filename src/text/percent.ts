/** `12.5 %` for a share of 0.125. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
