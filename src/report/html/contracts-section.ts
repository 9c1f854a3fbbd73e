/** Which interactions of which consumer the target held. */
import type { Report } from '../report.ts';
import { partsLeftOut, verifiedInteractions } from '../verified-interactions.ts';
import type { PartLeftOut, VerifiedInteraction } from '../verified-interactions.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { table } from './table.ts';

export function contractsSection(report: Report): Markup | undefined {
  const interactions = verifiedInteractions(report);
  const leftOut = partsLeftOut(report);
  if (interactions.length === 0 && leftOut.length === 0) return undefined;
  const held = interactions.filter(({ verdict }) => verdict === 'verified').length;
  const byConsumer = Map.groupBy(interactions, ({ consumer }) => consumer);
  return markup`<section id="contracts" aria-labelledby="contracts-title"><h2 id="contracts-title">Contracts</h2>
<p>${held} of ${interactions.length} interactions hold.</p>
${[...byConsumer].map(([consumer, own]) => consumerTable(consumer, own))}
${leftOut.length > 0 && leftOutTable(leftOut)}</section>`;
}

/** Faults first: without them the contract is not proved. */
function leftOutTable(leftOut: readonly PartLeftOut[]): Markup {
  const rows = leftOut
    .toSorted((left, right) => Number(right.isFault) - Number(left.isFault))
    .map(({ place, reason, isFault }) => [place, { text: reason, className: isFault ? 'bad' : 'unsure' }]);
  return markup`<details><summary>Left out: ${leftOut.length}</summary>${table('Pacts and parts of pacts that were not replayed', [{ title: 'place' }, { title: 'reason' }], rows)}</details>`;
}

function consumerTable(consumer: string, interactions: readonly VerifiedInteraction[]): Markup {
  const held = interactions.filter(({ verdict }) => verdict === 'verified').length;
  const open = held < interactions.length && markup` open`;
  const rows = interactions.map(({ description, states, verdict }) => [
    description,
    states.join(', '),
    { text: verdict, className: verdict === 'verified' ? 'good' : verdict === 'broken' ? 'bad' : 'unsure' },
  ]);
  const columns = [{ title: 'interaction' }, { title: 'given' }, { title: 'verdict' }];
  return markup`<details${open}><summary>${consumer}: ${held} of ${interactions.length}</summary>${table(`Interactions of ${consumer}`, columns, rows)}</details>`;
}
