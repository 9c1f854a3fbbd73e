/** Ten refreshes at the same time lock the server up. Seen on a real server of release 0.44.5. */
import { describe, expect, test } from 'vitest';
import { serveEachTest, send, write, created, messageOf } from './emulated-server.ts';
import type { Answer } from './emulated-server.ts';

serveEachTest({ discoveryMs: 500, giveUpMs: 1000 });

describe('refreshes at the same time', () => {
  const refreshes = (connectionId: string, count: number): readonly Promise<Answer>[] =>
    Array.from({ length: count }, () => write('get', JSON.stringify({ connectionId, withRefreshedCatalog: true })));

  test('nine are answered', async () => {
    const { connectionId } = await created();

    const answers = await Promise.all(refreshes(connectionId, 9));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('ten leave no thread for the discovery, and what needs one waits; health and create do not', async () => {
    const { connectionId } = await created();
    const ended: string[] = [];

    const locked = refreshes(connectionId, 10);
    await Promise.all([
      send('web_backend/geographies/list', '').then(() => ended.push('geographies')),
      send('health', '', {}, 'GET').then(() => ended.push('health')),
      created().then(() => ended.push('create')),
    ]);
    const answers = await Promise.all(locked);

    expect(ended.at(-1)).toBe('geographies');
    const failed = answers.filter(({ status }) => status === 500);
    expect(failed.length).toBeGreaterThan(0);
    for (const answer of failed) expect(messageOf(answer)).toContain('because "discovered" is null');
  });
});
