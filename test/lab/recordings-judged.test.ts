/** What real servers answered is objected to only where a deviation of their release says so. */
import { expect, test } from 'vitest';
import { isObject, member } from '../../src/json/json.ts';
import { judgeRecording } from './recordings/judge-recording.ts';
import type { Judged } from './recordings/judge-recording.ts';
import type { RecordedTurn } from './recordings/recorded-cases.ts';

const get = 'webBackendGetConnection';

/** What no deviation explains: check, operation and place, and the number of the exchange. */
function unexplained(judged: readonly Judged[]): readonly string[] {
  return judged
    .filter(({ deviation }) => deviation === undefined)
    .map(({ run, n, finding }) => `${finding.signature} (${run} ${n})`);
}

test.each(['0.44.5', '2.0.0'])('every objection to the answers of %s is explained', async (version) => {
  const judged = await judgeRecording(version);

  expect(unexplained(judged)).toEqual([]);
  expect(judged.length).toBeGreaterThan(150);
});

test.each([
  ['0.44.5', ['dbt-cloud-ids-of-32-bits', 'null-dereferenced', 'long-text-is-500', 'nameless-stream-breaks-workspace']],
  ['2.0.0', ['database-refusal-is-409', 'missing-id-of-read-is-500', 'list-of-one-taken', 'incomplete-stream-is-500']],
])('what %s is known for is in its recording', async (version, known) => {
  const seen = new Set((await judgeRecording(version)).map(({ deviation }) => deviation));

  expect(known.filter((id) => !seen.has(id))).toEqual([]);
});

test.each(['0.44.5', '2.0.0'])('a deviation of %s hides no change of its answers', async (version) => {
  const judged = await judgeRecording(version, withoutPrefix);

  const found = judged.filter(({ deviation }) => deviation === undefined).map(({ finding }) => finding);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(({ pointer }) => pointer !== '/prefix')).toEqual([]);
});

/** A server that does not answer the prefix of a connection when it is asked for it. */
function withoutPrefix({ step, exchange }: RecordedTurn): RecordedTurn {
  if (step.operation !== get || !isObject(exchange.answer) || member(exchange.answer, 'prefix') === undefined)
    return { step, exchange };
  const { prefix: _gone, ...answer } = exchange.answer;
  return { step, exchange: { ...exchange, answer } };
}
