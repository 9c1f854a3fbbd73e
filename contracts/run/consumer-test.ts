/** One consumer test: the real client against Pact's mock server, its pact written into a folder of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PactV4, MatchersV3 } from '@pact-foundation/pact';
import { operations } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { ApiError } from '../../src/client/client-errors.ts';
import { createClient } from '../../src/client/client.ts';
import { releaseOf } from '../generation.ts';
import { providerName } from '../interaction.ts';
import type { Consumer, Interaction } from '../interaction.ts';
import { exampleOf } from '../matchers.ts';
import { quietTools } from './quiet-tools.ts';

/** An interaction as it stands in a pact file. */
export type PactInteraction = Readonly<Record<string, unknown>>;

/** What the page compares for equality and the generated client refuses with a charset. */
const exactlyJson = MatchersV3.regex('^application/json$', 'application/json');

/**
 * `folder` must be fresh: Pact merges into what it finds, and loses interactions when two processes write the same
 * file.
 * @throws {Error} when the client does not send what is declared, or does not understand the answer.
 */
export async function runConsumerTest(
  consumer: Consumer,
  interaction: Interaction,
  folder: string,
): Promise<PactInteraction> {
  quietTools();
  const pact = new PactV4({ consumer: consumer.name, provider: providerName, dir: folder, logLevel: 'error' });
  let building = pact.addInteraction();
  for (const { name, params } of interaction.states)
    building = params === undefined ? building.given(name) : building.given(name, { ...params });
  const { request, statuses, status } = interaction;
  await building
    .uponReceiving(interaction.description)
    .withRequest('POST', `/api${operations[interaction.operation].path}`, (builder) => {
      builder.headers({ ...consumer.headers });
      if (request !== undefined) builder.headers({ 'Content-Type': 'application/json' }).jsonBody(request);
    })
    .willRespondWith(statuses === undefined ? status : MatchersV3.matchStatus(status, [...statuses]), (builder) => {
      if (interaction.response !== undefined)
        builder.headers({ 'Content-Type': exactlyJson }).jsonBody(interaction.response);
    })
    .executeTest((mock) => callAndCheck(consumer, interaction, `${mock.url}/api`));
  return onlyInteraction(folder);
}

type Method = (body: unknown) => Promise<{ readonly status: number }>;

async function callAndCheck(consumer: Consumer, interaction: Interaction, host: string): Promise<void> {
  const client = createClient({
    host,
    release: releaseOf(consumer.generation),
    headers: consumer.headers,
    // What breaks the schema is sent on purpose; everything else the client itself refuses.
    validateRequests: interaction.breaksSchema !== true,
    // An example that holds only what is read is no whole answer.
    validateResponses: consumer.hasPartialExamples !== true,
  });
  try {
    const body: unknown = interaction.request === undefined ? undefined : exampleOf(interaction.request);
    const methods = client as unknown as Partial<Record<OperationId, Method>>; // one method for all bodies and releases
    const call = methods[interaction.operation];
    if (call === undefined)
      throw new Error(`Cannot pin "${interaction.description}": its release has no ${interaction.operation}`);
    const received = await outcomeOf(() => call(body));
    if (received !== interaction.status)
      throw new Error(
        `Cannot pin "${interaction.description}": the client made ${String(received)} of an answer with status ${interaction.status}`,
      );
  } finally {
    await client.close();
  }
}

/** The status as the client's caller sees it; an error that carries none is thrown on. */
async function outcomeOf(call: () => Promise<{ readonly status: number }>): Promise<unknown> {
  try {
    return (await call()).status;
  } catch (error) {
    // A success that the client could not make sense of is no answer that a consumer could use.
    if (error instanceof ApiError && error.status !== 200) return error.status;
    throw error;
  }
}

function onlyInteraction(folder: string): PactInteraction {
  const [file] = readdirSync(folder);
  const pact: unknown = file === undefined ? undefined : JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const found =
    typeof pact === 'object' && pact !== null && 'interactions' in pact && Array.isArray(pact.interactions)
      ? (pact.interactions as unknown[])
      : [];
  const [only] = found;
  if (found.length !== 1 || typeof only !== 'object' || only === null)
    throw new Error(`Cannot read the pact in ${folder}: expected one interaction, found ${found.length}`);
  return only as PactInteraction; // what Pact itself has just written
}
