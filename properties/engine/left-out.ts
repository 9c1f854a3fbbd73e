/** What a run does not send without being allowed to. */
import type { Consent, Fixtures } from '../../src/target/target.ts';

export interface LeftOut {
  readonly what: string;
  /** What allows it. */
  readonly option: string;
}

export function leftOut(consent: Consent, { sourceCatalogId }: Partial<Fixtures>): readonly LeftOut[] {
  if (!consent.writes) return [{ what: 'everything that writes', option: '--allow-writes, without --read-only' }];
  return [
    ...(consent.harmfulInputs ? [] : [{ what: 'inputs that damage released servers', option: '--allow-harmful' }]),
    ...(consent.activeSchedules ? [] : [{ what: 'active schedules', option: '--allow-active' }]),
    ...(consent.refresh || sourceCatalogId === undefined
      ? []
      : [{ what: 'refreshing gets', option: '--allow-refresh' }]),
    ...(consent.reset ? [] : [{ what: 'catalog updates without skipReset', option: '--allow-reset' }]),
  ];
}
