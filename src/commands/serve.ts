import { Command } from 'commander';
import { givenOptions } from './options/merged-options.ts';
import { collect } from './target-options.ts';

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the reference backend until it is interrupted')
    .option('--port <n>', 'port; 0 takes a free one', '8000')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--connections <n>', 'connections in the home workspace', '3')
    .option('--as <server>', 'reference, or airbyte-0.44 for the server of May 2023')
    .option('--openapi <source>', 'answer by the schemas of another release: its description, as a file or an address')
    .option('--fault <id>', 'switch a planted fault on, repeatable', collect)
    .option('--latitude <id>', 'answer as another conforming server would, repeatable', collect)
    .option('--list', 'list the faults and latitudes, and start nothing')
    .option('--auth <user:password>', 'ask for basic authentication')
    .option('--token <token>', 'ask for a bearer token')
    .option('--work <n>', 'what every answer costs on top, in units of about 20 µs of processor time', '0')
    .option('--seed <n>', 'seed of what the faults draw at random')
    .action(async (_options: unknown, command: Command) => {
      givenOptions(command); // refuses what is empty
      const { serve } = await import('./serve/serve.ts');
      await serve(command.opts());
    });
}
