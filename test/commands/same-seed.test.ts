/** One seed is one conversation, through the real command line. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import { runAirlock } from './run-airlock.ts';

interface Har {
  readonly log: {
    readonly entries: readonly {
      readonly request: {
        readonly method: string;
        readonly url: string;
        readonly headers: readonly { readonly name: string; readonly value: string }[];
        readonly postData?: { readonly text: string };
      };
    }[];
  };
}

/** Everything that one worker sends to a fresh backend, in order. Ids of the server and names of the run are numbered. */
async function conversation(seed: number): Promise<readonly string[]> {
  const backend = await startBackend();
  try {
    const words = `fuzz --target ${backend.url} --workspace ${backend.workspaceId} --allow-writes --workers 1 --seed ${seed} --max-examples 12 --max-time 5m --phases valid,invalid,sequences,transport --report har`;
    const { exitCode, folder, stderr } = await runAirlock(words.split(' '));
    expect(stderr).not.toContain('Cannot');
    expect(exitCode).toBe(0);
    const { log } = JSON.parse(readFileSync(join(folder, 'airlock-report/latest', 'exchanges.har'), 'utf8')) as Har;
    rmSync(folder, { recursive: true });
    const numbers = new Map<string, string>();
    // In the order in which they were sent; several are on their way at once while connections are cleaned up.
    const serial = ({ request: { headers } }: (typeof log.entries)[number]): number =>
      Number(/\d+$/.exec(headers.find(({ name }) => name === 'x-request-id')?.value ?? '')?.[0]);
    const sent = log.entries.toSorted((one, another) => serial(one) - serial(another));
    return sent.map(({ request: { method, url, postData } }) =>
      `${method} ${new URL(url).pathname} ${postData?.text ?? ''}`.replaceAll(
        /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|airlock-[0-9a-z]+-\d+/gi,
        (id) => {
          const number = numbers.get(id.toLowerCase()) ?? `#${numbers.size}`;
          numbers.set(id.toLowerCase(), number);
          return number;
        },
      ),
    );
  } finally {
    await backend.close();
  }
}

test('the same seed sends the same requests with one worker, and another seed others', async () => {
  const [first, again, other] = [await conversation(11), await conversation(11), await conversation(12)];

  expect(first.length).toBeGreaterThan(50);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});
