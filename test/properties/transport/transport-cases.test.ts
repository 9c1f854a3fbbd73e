import { describe, expect, test } from 'vitest';
import { transportSteps } from '../../../properties/transport/transport-cases.ts';
import { startBackend } from '../../../src/backend/start-backend.ts';

function longest(oversized: boolean): number {
  const lengths = transportSteps({ oversized }).map(({ raw }) => Buffer.from(raw.bodyBase64 ?? '', 'base64').length);
  return Math.max(...lengths);
}

describe('transport steps', () => {
  test('have distinct labels, and statuses that are right for each', () => {
    const steps = transportSteps({ oversized: true });

    const labels = steps.map(({ intent }) => intent.label);
    expect(new Set(labels).size).toBe(steps.length);
    for (const { raw } of steps) {
      expect(raw.accept).not.toEqual([]);
      expect(raw.accept.some((status) => status >= 500)).toBe(false);
    }
  });

  test('send a body over the limit only when allowed to', () => {
    expect(longest(true)).toBeGreaterThan(10 * 1024 * 1024);
    expect(longest(false)).toBeLessThan(10_000);
  });

  test('are answered by the reference backend with a status that is right, and change nothing', async () => {
    const backend = await startBackend();
    try {
      const before = backend.store.connections.size;
      for (const { raw, intent } of transportSteps({ oversized: true })) {
        const answer = await fetch(`${backend.url}${raw.path}`, {
          method: raw.method,
          headers: raw.headers,
          ...(raw.bodyBase64 === undefined ? {} : { body: Buffer.from(raw.bodyBase64, 'base64') }),
        });
        await answer.arrayBuffer();
        expect(raw.accept, `${intent.label}: ${answer.status}`).toContain(answer.status);
      }
      expect(backend.store.connections.size).toBe(before);
    } finally {
      await backend.close();
    }
  });
});
