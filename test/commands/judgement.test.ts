/** On a server that is none of the known ones nothing is explained, and nothing is held back for its sake. */
import { expect, test } from 'vitest';
import { judgementOf } from '../../src/commands/judgement.ts';
import type { Judgement } from '../../src/commands/judgement.ts';
import type { CommandContext } from '../../src/commands/run-body.ts';
import { releaseOfVersion } from '../../src/description/identify-release.ts';
import type { TargetRelease } from '../../src/description/identify-release.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import { examples } from '../deviations/deviation-examples.ts';

async function judgement(release: TargetRelease): Promise<Judgement> {
  // Of both only what is asked of them here.
  const context = { options: {}, releaseOf: async () => ({ target: release }) } as unknown as CommandContext;
  return judgementOf(context, { isLoopback: true } as unknown as OpenTarget);
}

const foreign: TargetRelease = { sureness: 'unknown', reason: 'its errors are of no release', isForeign: true };

test.each(Object.entries(examples))('%s is explained on no server of our own or of others', async (_, finding) => {
  const others = await Promise.all([foreign, releaseOfVersion('reference', 'told', 'it says so')].map(judgement));

  expect(others.map(({ deviationOf }) => deviationOf(finding))).toEqual([undefined, undefined]);
  expect(others.map(({ traps }) => [...traps])).toEqual([[], []]);
});

test('a server of a known release has some of them explained, so that the examples are worth something', async () => {
  const { deviationOf } = await judgement(releaseOfVersion('0.44.5', 'told', 'it says so'));

  const explained = Object.values(examples).filter((finding) => deviationOf(finding) !== undefined);
  expect(explained.length).toBeGreaterThan(10);
});
