/** Which interactions of which consumer the target held. */
import type { Report } from '../report.ts';
import { verifiedInteractions } from '../verified-interactions.ts';
import type { VerifiedInteraction } from '../verified-interactions.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { table } from './table.ts';

export function contractsSection(report: Report): Markup | undefined {
  const interactions = verifiedInteractions(report);
  if (interactions.length === 0) return undefined;
  const held = interactions.filter(({ verdict }) => verdict === 'verified').length;
  const byConsumer = Map.groupBy(interactions, ({ consumer }) => consumer);
  return markup`<section id="contracts" aria-labelledby="contracts-title"><h2 id="contracts-title">Contracts</h2>
<p>${held} of ${interactions.length} interactions hold.</p>
${[...byConsumer].map(([consumer, own]) => consumerTable(consumer, own))}</section>`;
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
