import { expect, test } from 'vitest';
import type { OperationId } from '../../../schemas/operations.ts';
import { unknownIds } from '../../../properties/checks/unknown-ids.ts';
import type { CaseStep } from '../../../properties/model/case.ts';
import { runCase } from '../../../properties/engine/run-case.ts';
import { runContextFor } from '../../../properties/engine/run-context.ts';
import { ask } from '../engine/case-steps.ts';
import { pretendServer } from './pretend-server.ts';
import { prove } from './prove.ts';
import { item } from './shown.ts';
import { ok, refused } from './transcript.ts';

const about = (operation: OperationId, body: object): CaseStep => ({
  ...ask(operation, body),
  intent: { kind: 'unknown' },
});
const gets = about('webBackendGetConnection', { connectionId: '{{unknown}}' });
const type = about('getStateType', { connectionId: '{{unknown}}' });
const state = about('webBackendGetWorkspaceState', { workspaceId: '{{unknown}}' });
const lists = about('webBackendListConnectionsForWorkspace', { workspaceId: '{{unknown}}' });

prove(unknownIds, {
  keeps: {
    'a 404': [
      [gets, refused(404)],
      [type, refused(404)],
      [state, refused(404)],
      [lists, refused(404)],
    ],
    'a 403 to credentials': [
      [gets, refused(403)],
      [lists, refused(403)],
    ],
    'the neutral answer': [
      [type, ok('not_set')],
      [state, ok({ hasConnections: false, hasSources: false, hasDestinations: false })],
      [lists, ok({ connections: [] })],
    ],
  },
  breaks: {
    'a connection that nobody has': {
      turns: [[gets, ok({})]],
      title: 'webBackendGetConnection answered 200 for an unknown id',
    },
    'a refusal with another status': {
      turns: [[gets, refused(422)]],
      title: 'webBackendGetConnection answered 422 for an unknown id',
    },
    'a state that is not neutral': {
      turns: [[type, ok('stream')]],
      title: 'getStateType answered 200 for an unknown id',
    },
    'connections of a workspace that nobody has': {
      turns: [[lists, ok({ connections: [item(1)] })]],
      title: 'webBackendListConnectionsForWorkspace answered 200 for an unknown id',
    },
  },
});

test('a 403 where nothing says who asks is no answer to an unknown id', async () => {
  const target = { ...pretendServer([refused(403)]), signsIn: false };
  const testCase = { phase: 'sequences', steps: [gets], path: 'test:0:0' } as const;

  const { violations } = await runCase(testCase, runContextFor(target, [unknownIds], new AbortController().signal));

  expect(violations.map(({ title }) => title)).toEqual(['webBackendGetConnection answered 403 for an unknown id']);
});
