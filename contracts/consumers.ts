/** The consumers whose contracts are kept here. */
import { configApiClient } from './config-api-client/consumer.ts';
import type { Consumer } from './interaction.ts';
import { webapp } from './webapp/consumer.ts';

export const consumers: readonly Consumer[] = [webapp, configApiClient];
