import { percent } from './percent.ts';

/** `slow-downs of 6.2 % and more`; words where too little was measured to know the least that would show. */
export function detectedText(share: number | null | undefined): string {
  return share === null || share === undefined || !Number.isFinite(share)
    ? 'what would show is not known: too little was measured'
    : `slow-downs of ${percent(share)} and more would show`;
}

/** The same by key, such as `list p95`; once for all where nothing is known of any. */
export function detectedByKey(shares: Readonly<Record<string, number>>): string {
  const known = Object.entries(shares).filter(([, share]) => Number.isFinite(share));
  if (known.length === 0) return detectedText(undefined);
  return `slow-downs that would show: ${known.map(([key, share]) => `${key} from ${percent(share)}`).join(', ')}`;
}
