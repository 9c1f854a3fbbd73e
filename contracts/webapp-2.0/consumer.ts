/** The web page of release 2.0.0 (October 2025), airbyte-platform v2.0.0. */
import type { Consumer } from '../interaction.ts';
import { createInteractions } from './create.ts';
import { getInteractions } from './get.ts';
import { listInteractions } from './list.ts';
import { smallInteractions } from './small-answers.ts';
import { updateInteractions } from './update.ts';

export const webapp20: Consumer = {
  name: 'airbyte-webapp-2.0',
  generation: '2.0',
  headers: { 'X-Airbyte-Analytic-Source': 'webapp' },
  interactions: [
    ...listInteractions,
    ...getInteractions,
    ...createInteractions,
    ...updateInteractions,
    ...smallInteractions,
  ],
  unreadBudget: 0,
  hasPartialExamples: true,
};
