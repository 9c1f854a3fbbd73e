import { Command } from 'commander';
import { givenOptions } from './options/merged-options.ts';
import { optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';

export function serveCommand(): Command {
  const command = new Command('serve');
  optionsFor(command, [
    'port',
    'host',
    'connections',
    'as',
    ['openapi', { description: 'answer by the schemas of another release: its description, as a file or an address' }],
    'fault',
    'latitude',
    'list',
    ['auth', { ...own, description: 'ask for basic authentication' }],
    ['token', { ...own, description: 'ask for a bearer token' }],
    ['otherAuth', { ...own, description: 'let a second user in, who sees the second workspace alone' }],
    ['otherToken', { ...own, description: 'let a second user in, by a bearer token' }],
    'work',
    ['seed', { description: 'seed of the random choices of faults', otherwise: undefined }],
  ]);
  withExamples(command, ['airlock serve --port 8001', 'airlock serve --as airbyte-0.44.5 --auth airbyte:password']);
  return command.action(async () => {
    givenOptions(command); // refuses what is empty
    const { serve } = await import('./serve/serve.ts');
    await serve(command.opts());
  });
}

/** Here the server asks for credentials. The environment variables hold those that clients send, so they are not read. */
const own = { group: 'own', environment: undefined } as const;
