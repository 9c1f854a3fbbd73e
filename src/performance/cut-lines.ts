/** Says how the bounds of a run changed a schedule. */
import type { Fitted } from '../../load/limits.ts';
import type { Pace } from '../target/pace.ts';

export function cutLines(
  { cuts }: Pick<Fitted, 'cuts'>,
  { ratePerSecond, maxRequests }: Pick<Pace, 'ratePerSecond' | 'maxRequests'>,
  requestsPerArrival: number,
): readonly string[] {
  const { rate, arrivals } = cuts;
  return [
    ...(rate === undefined
      ? []
      : [
          `rate cut from ${rate.from}/s to ${rate.to}/s by --rate-limit ${ratePerSecond ?? ''}/s${requestsPerArrival === 1 ? '' : `: an arrival is ${requestsPerArrival} requests`}`,
        ]),
    ...(arrivals === undefined
      ? []
      : [
          `ends after ${arrivals.to} of ${arrivals.from} arrivals: ${maxRequests ?? ''} requests in all (--max-requests)`,
        ]),
  ];
}
