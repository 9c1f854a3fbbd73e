/** The consumers whose contracts are kept here. */
import { configApiClient } from './config-api-client/consumer.ts';
import { generationFor } from './generation.ts';
import type { Generation, KnownRelease } from './generation.ts';
import type { Consumer } from './interaction.ts';
import { webapp } from './webapp/consumer.ts';
import { webapp20 } from './webapp-2.0/consumer.ts';

export const consumers: readonly Consumer[] = [webapp, configApiClient, webapp20];

/** The consumers that live with servers of a release; those of 2023 where nothing is known of it. */
export function consumersFor(release?: KnownRelease): readonly Consumer[] {
  return consumersOf([generationFor(release)]);
}

export function consumersOf(generations: readonly Generation[]): readonly Consumer[] {
  return consumers.filter(({ generation }) => generations.includes(generation));
}
