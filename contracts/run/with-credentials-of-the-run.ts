import { isObject, objectAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { LeftOut } from './left-out.ts';
import type { LoadedPact } from './load-pacts.ts';

/**
 * A consumer's test signs in as somebody that the target need not know. Where the run has credentials, those are sent
 * instead, unless the interaction is about being refused.
 */
export function withCredentialsOfTheRun(pacts: readonly LoadedPact[]): {
  readonly pacts: readonly LoadedPact[];
  readonly leftOut: readonly LeftOut[];
} {
  const leftOut: LeftOut[] = [];
  const changed = pacts.map((pact) => {
    let count = 0;
    const replayed = pact.replayed.map((interaction) => {
      const without = isAboutRefusal(interaction) ? undefined : withoutAuthorization(interaction);
      if (without !== undefined) count += 1;
      return without ?? interaction;
    });
    if (count > 0)
      leftOut.push({
        place: pact.file,
        reason: `Authorization headers are not sent, the credentials of the run are (${count})`,
        isFault: false,
      });
    return { ...pact, replayed };
  });
  return { pacts: changed, leftOut };
}

function isAboutRefusal(interaction: JsonObject): boolean {
  const { status } = objectAt(interaction, 'response');
  return status === 401 || status === 403;
}

/** `undefined` where there is no such header. */
function withoutAuthorization(interaction: JsonObject): JsonObject | undefined {
  const { request } = interaction;
  if (!isObject(request) || !isObject(request['headers'])) return undefined;
  const headers = Object.entries(request['headers']);
  const kept = headers.filter(([name]) => name.toLowerCase() !== 'authorization');
  return kept.length === headers.length
    ? undefined
    : { ...interaction, request: { ...request, headers: Object.fromEntries(kept) } };
}
