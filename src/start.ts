/** Keeps the process from ending in another way than `main` decides. */
import { describeFailure } from './commands/failure.ts';
import { main } from './commands/main.ts';
import { mask } from './commands/masking.ts';
import { printLine } from './commands/print-line.ts';

/** Runs the command line of this process. */
export async function start(): Promise<void> {
  // A reader that leaves early, such as `head`, must not keep a run from cleaning up and writing its reports.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });

  // Nothing of ours should end here. Node would exit with 1, which says that the target is at fault.
  process.on('uncaughtException', (error) => {
    const { exitCode, line, stack } = describeFailure(error);
    if (stack !== undefined) console.error(mask(stack));
    printLine(`${line}; remove what may be left on the target with: airlock cleanup`);
    process.exit(exitCode);
  });

  await main(process.argv.slice(2));
}
