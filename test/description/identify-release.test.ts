import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { documentOf } from '../../schemas/description.ts';
import { builtInReleases } from '../../schemas/built-in-releases.ts';
import { identifyRelease, releaseOfVersion } from '../../src/description/identify-release.ts';
import type { Look } from '../../src/description/identify-release.ts';
import type { Answer } from '../../src/target/exchange.ts';

const id = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';
const documents = {
  '0.44': documentOf(builtInReleases['0.44'].description),
  '2.0': documentOf(builtInReleases['2.0'].description),
};
/** What 0.44.5 says of an unknown connection. */
const ofMay2023 = {
  message: `Could not find configuration for STANDARD_SYNC: ${id}.`,
  exceptionClassName: 'io.airbyte.commons.server.errors.IdNotFoundKnownException',
  exceptionStack: ['at …'],
  rootCauseExceptionClassName: 'java.lang.Class',
};

function answer(status: number, text: string): Answer {
  let json: Answer['json'];
  try {
    json = { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    json = { ok: false, reason: 'no JSON' };
  }
  return { kind: 'answer', status, headers: {}, text, json };
}

interface Shown {
  /** Bodies by path; other paths are 404. */
  readonly paths?: Readonly<Record<string, string>>;
  readonly unknown?: unknown;
  readonly read?: unknown;
}

/** A target that answers YAML to whoever takes it, and 406 to whoever asks for JSON alone. */
function looking({ paths = {}, unknown = { message: 'not found' }, read }: Shown): Look {
  return {
    get: async (path, accept) => {
      const text = paths[path];
      if (text === undefined) return answer(404, 'Object not found.');
      return path === '/v1/openapi' && accept === 'application/json' ? answer(406, '') : answer(200, text);
    },
    unknownConnection: async () => answer(404, JSON.stringify(unknown)),
    someConnection: async () => (read === undefined ? undefined : answer(200, JSON.stringify(read))),
  };
}

describe('the release of a target', () => {
  test.each(['/v1/instance_configuration', '/v1/web_backend/config'])('is what %s tells', async (path) => {
    const release = await identifyRelease(looking({ paths: { [path]: '{"version":"2.0.0"}' } }));

    expect(release).toMatchObject({ version: '2.0.0', builtIn: '2.0', day: '2025-10-14', sureness: 'told' });
  });

  test('is told, and not built in, for a version between the two', async () => {
    const paths = { '/v1/instance_configuration': '{"version":"1.5.0"}' };

    const release = await identifyRelease(looking({ paths }));

    expect(release).toEqual({ version: '1.5.0', sureness: 'told', reason: expect.stringContaining('1.5.0') as string });
  });

  test.each([
    ['a page', '<html>web page</html>'],
    ['a version that is none', '{"version":"dev"}'],
    ['another body', '[]'],
  ])('is not taken from %s', async (_what, text) => {
    const release = await identifyRelease(looking({ paths: { '/v1/instance_configuration': text } }));

    expect(release.sureness).toBe('unknown');
  });

  test('is 0.44 for its error bodies, with a description in YAML or none', async () => {
    const paths = { '/v1/openapi': stringify(documents['0.44']) };

    const published = await identifyRelease(looking({ paths, unknown: ofMay2023, read: { geography: 'auto' } }));
    const silent = await identifyRelease(looking({ unknown: ofMay2023 }));

    expect(published).toMatchObject({ builtIn: '0.44', day: '2023-05-09', sureness: 'fingerprint' });
    expect(silent).toMatchObject({ builtIn: '0.44', sureness: 'fingerprint' });
  });

  test('is of a later day where a read or the description has what came later', async () => {
    const paths = { '/v1/openapi': stringify(documents['2.0']) };

    const byRead = await identifyRelease(looking({ unknown: ofMay2023, read: { createdAt: 1 } }));
    const byDescription = await identifyRelease(looking({ paths, unknown: ofMay2023 }));

    expect(byRead).not.toHaveProperty('builtIn');
    expect(byRead.day).toBe('2024-01-15');
    expect(byDescription).not.toHaveProperty('builtIn');
    expect(byDescription.day).toBe('2025-10-13');
  });

  test('is 2.0 where errors carry an errorId alone and the description is of that month', async () => {
    const paths = { '/v1/openapi': stringify(documents['2.0']) };

    const release = await identifyRelease(looking({ paths, unknown: { errorId: id } }));

    expect(release).toMatchObject({ builtIn: '2.0', sureness: 'fingerprint' });
  });

  test.each<[string, Shown]>([
    ['errors of a form of their own', { unknown: { message: 'no such connection' } }],
    [
      'errors with a stack of classes that are not Airbyte’s',
      { unknown: { ...ofMay2023, exceptionClassName: 'NotFound' } },
    ],
    ['an errorId and no description', { unknown: { errorId: id } }],
    ['no object for an unknown connection', { unknown: 'nothing here' }],
    [
      'the description of Airbyte and errors of another server, as a mock has',
      { paths: { '/v1/openapi': stringify(documents['0.44']) }, unknown: { type: 'about:blank' } },
    ],
  ])('is not known for %s, and it has no day', async (_what, shown) => {
    const release = await identifyRelease(looking(shown));

    expect(release.sureness).toBe('unknown');
    expect(release).not.toHaveProperty('day');
    expect(release.reason).not.toBe('');
  });
});

describe('a version that is named', () => {
  test.each([
    ['0.44.4', '0.44', '2023-05-05'],
    ['0.44.5', '0.44', '2023-05-09'],
    ['v2.0.0', '2.0', '2025-10-14'],
    ['2.0.1', '2.0', '2025-10-14'],
  ])('%s is the built-in release %s, of %s', (version, builtIn, day) => {
    expect(releaseOfVersion(version, 'named', '--release')).toMatchObject({ builtIn, day });
  });

  test('may be a day, and then has no built-in description', () => {
    expect(releaseOfVersion('2024-08-01', 'named', '--release')).toEqual({
      version: '2024-08-01',
      day: '2024-08-01',
      sureness: 'named',
      reason: '--release',
    });
  });
});
