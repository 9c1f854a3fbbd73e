/** A number that satisfies several parts of a schema. */
import { exclusiveLowerBound, exclusiveUpperBound, lowerBound, upperBound } from './bound.ts';
import type { Place } from './reachable-part.ts';
import type { Verdict } from './verdict.ts';

export function numberInstance(pieces: readonly Place[], type: 'integer' | 'number'): Verdict {
  const minimum = lowerBound(pieces, 'minimum');
  const maximum = upperBound(pieces, 'maximum');
  const above = exclusiveLowerBound(pieces);
  const below = exclusiveUpperBound(pieces);
  for (const low of [minimum, above])
    for (const high of [maximum, below]) {
      if (low === undefined || high === undefined) continue;
      const isOpen = low === above || high === below;
      if (low.value > high.value || (isOpen && low.value === high.value))
        return {
          kind: 'impossible',
          pointers: [low.pointer, high.pointer],
          reason: `no number lies between ${low.value} and ${high.value}`,
        };
    }
  const low = Math.max(minimum?.value ?? -Infinity, above?.value ?? -Infinity);
  const high = Math.min(maximum?.value ?? Infinity, below?.value ?? Infinity);
  const step = lowerBound(pieces, 'multipleOf')?.value;
  const candidates = [
    0,
    low,
    low + 1,
    Math.ceil(low),
    high,
    high - 1,
    (low + high) / 2,
    ...(step === undefined ? [] : [Math.ceil(low / step) * step, (Math.floor(low / step) + 1) * step]),
  ];
  const value = candidates.find(
    (candidate) =>
      Number.isFinite(candidate) &&
      (type === 'number' || Number.isInteger(candidate)) &&
      (minimum === undefined || candidate >= minimum.value) &&
      (maximum === undefined || candidate <= maximum.value) &&
      (above === undefined || candidate > above.value) &&
      (below === undefined || candidate < below.value) &&
      (step === undefined || Number.isInteger(candidate / step)),
  );
  return value === undefined ? { kind: 'unknown' } : { kind: 'instance', value };
}
