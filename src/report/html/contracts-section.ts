/** Which interactions of which consumer the target held. */
import type { Report } from '../report.ts';
import { partsLeftOut, verifiedInteractions } from '../verified-interactions.ts';
import type { PartLeftOut, VerifiedInteraction } from '../verified-interactions.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { folded } from './section.ts';
import type { Section } from './section.ts';
import { minor, table } from './table.ts';

export function contractsSection(report: Report): Section | undefined {
  const interactions = verifiedInteractions(report);
  const leftOut = partsLeftOut(report);
  if (interactions.length === 0 && leftOut.length === 0) return undefined;
  const held = interactions.filter(({ verdict }) => verdict === 'verified').length;
  const byConsumer = Map.groupBy(interactions, ({ consumer }) => consumer);
  const content = markup`<p>${held} of ${interactions.length} interactions hold.</p>
${[...byConsumer].map(([consumer, own]) => consumerTable(consumer, own))}
${leftOut.length > 0 && leftOutTable(leftOut)}`;
  return { id: 'contracts', title: 'Contracts', content };
}

/** Faults first: without them the contract is not proved. */
function leftOutTable(leftOut: readonly PartLeftOut[]): Markup {
  const rows = leftOut
    .toSorted((left, right) => Number(right.isFault) - Number(left.isFault))
    .map(({ place, reason, isFault }) => [place, { text: reason, className: isFault ? 'bad' : 'unsure' }]);
  const left = table('Pacts and parts of pacts that were not replayed', ['place', 'reason'], rows);
  return folded(`Left out: ${leftOut.length}`, left);
}

function consumerTable(consumer: string, interactions: readonly VerifiedInteraction[]): Markup {
  const held = interactions.filter(({ verdict }) => verdict === 'verified').length;
  const rows = interactions.map(({ description, states, verdict }) => [
    description,
    states.join(', '),
    { text: verdict, className: verdict === 'verified' ? 'good' : verdict === 'broken' ? 'bad' : 'unsure' },
  ]);
  const own = table(`Interactions of ${consumer}`, ['interaction', ...minor('given'), 'verdict'], rows);
  return folded(`${consumer}: ${held} of ${interactions.length}`, own, held < interactions.length);
}
