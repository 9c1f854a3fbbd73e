/** What a run does not send without being allowed to. */
import { maySend, trapsAt, traps as table } from '../../schemas/traps.ts';
import type { Trap, TrapId } from '../../schemas/traps.ts';
import { mayRefresh } from '../../src/target/consent-guard.ts';
import type { Consent, Fixtures } from '../../src/target/target.ts';

export interface LeftOut {
  readonly what: string;
  /** What allows it. */
  readonly option: string;
  /** What cannot be found without it. */
  readonly hides: string;
  /** The inputs that it stands for, one by one. */
  readonly inputs?: readonly string[];
}

interface Known extends Partial<Fixtures> {
  /** What damages the target; without it, whatever damages any release. */
  readonly traps?: ReadonlySet<TrapId>;
}

export function leftOut(consent: Consent, { sourceCatalogId, traps }: Known): readonly LeftOut[] {
  if (!consent.writes)
    return [
      {
        what: 'everything that writes',
        option: '--allow-writes, without --read-only',
        hides: 'all that a write may do wrong, and the phases sequences and concurrency',
      },
    ];
  const withConsent = { harmful: true, ...(traps === undefined ? {} : { traps }) };
  const damaging: readonly Trap[] = [...(traps ?? trapsAt(undefined))].map((id) => table[id]);
  const never = [...(traps ?? [])].filter((id) => {
    const { neverOn }: Trap = table[id];
    return neverOn !== undefined && !maySend(id, neverOn, withConsent);
  });
  const needed: readonly (LeftOut & { readonly isAllowed: boolean })[] = [
    {
      isAllowed: consent.harmfulInputs || damaging.length === 0,
      what: 'inputs that damage released servers',
      option: '--allow-harmful',
      hides: 'whether these are refused, and what they leave',
      inputs: damaging.map(({ title }) => title),
    },
    ...never.map((id) => ({
      isAllowed: false,
      what: `creates with ${table[id].title}`,
      option: 'nothing allows it on this release',
      hides: 'whether they are refused',
    })),
    {
      isAllowed: consent.activeSchedules,
      what: 'active schedules',
      option: '--allow-active',
      hides: 'status active beside a schedule, and that it starts no sync which nobody asked for',
    },
    {
      isAllowed: mayRefresh(consent) || sourceCatalogId === undefined,
      what: 'refreshing gets',
      option: '--allow-refresh, or --source with one that no connection uses',
      hides: 'catalogDiff, and what a discovery does to the connections of a source',
    },
    {
      isAllowed: consent.reset,
      what: 'catalog updates without skipReset',
      option: '--allow-reset',
      hides: 'a catalog that is saved as it was read, and the sync that a changed one asks for',
    },
  ];
  return needed.filter(({ isAllowed }) => !isAllowed).map(({ isAllowed: _isAllowed, ...left }) => left);
}
