/** The web page of Airbyte, airbyte-platform 8a7ba2f710. */
import type { Consumer } from '../interaction.ts';
import { createInteractions } from './create.ts';
import { getCatalogInteractions } from './get-catalog.ts';
import { getInteractions } from './get.ts';
import { listInteractions } from './list.ts';
import { smallInteractions } from './small-answers.ts';
import { updateInteractions } from './update.ts';

export const webapp: Consumer = {
  name: 'airbyte-webapp',
  generation: '2023',
  headers: { 'X-Airbyte-Analytic-Source': 'webapp' },
  interactions: [
    ...listInteractions,
    ...getInteractions,
    ...getCatalogInteractions,
    ...createInteractions,
    ...updateInteractions,
    ...smallInteractions,
  ],
  unreadBudget: 6,
};
