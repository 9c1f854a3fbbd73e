import { authorization } from '../../../properties/checks/authorization.ts';
import type { Asker } from '../../../src/target/asker.ts';
import { create, get, list, update } from '../engine/case-steps.ts';
import type { OperationStep } from '../../../properties/model/case.ts';
import { prove } from './prove.ts';
import { idOf, item, read, sourceId } from './shown.ts';
import { created, got, ok, refused } from './transcript.ts';

const asked = (as: Asker, step: OperationStep): OperationStep => ({ ...step, as, intent: { kind: 'stranger' } });
const one = [created(1), got(1)] as const;

prove(authorization, {
  keeps: {
    'a second user who is refused': [...one, [asked('other', get(1)), refused(403)], got(1)],
    'a second user who is told that nothing is there': [...one, [asked('other', get(1)), refused(404)]],
    'a second user who gets the neutral answer': [...one, [asked('other', list()), ok({ connections: [] })]],
    'nobody and an expired token, who are refused': [
      ...one,
      [asked('nobody', list()), refused(401)],
      [asked('expired', update(1, { prefix: 'stranger_' })), refused(401)],
      got(1),
    ],
    'a refusal in another language than JSON': [
      ...one,
      [asked('nobody', list()), { status: 401, contentType: 'text/html', text: '<html>' }],
    ],
    'a refusal that repeats the id that was sent': [...one, [asked('other', get(1)), refused(403, `no ${idOf(1)}`)]],
    'a redirect to a sign-in page': [...one, [asked('nobody', list()), { status: 302, text: '' }]],
  },
  exempts: {
    'what the user of the run is shown': one,
  },
  breaks: {
    'a second user who reads a connection': {
      turns: [...one, [asked('other', get(1)), ok(read(1))]],
      title: 'webBackendGetConnection answered 200 to a user who must not see the workspace',
    },
    'a second user who gets a list': {
      turns: [...one, [asked('other', list()), ok({ connections: [item(1)] })]],
      title: 'webBackendListConnectionsForWorkspace answered 200 to a user who must not see the workspace',
    },
    'a neutral answer to nobody': {
      turns: [...one, [asked('nobody', list()), ok({ connections: [] })]],
      title: 'webBackendListConnectionsForWorkspace answered 200 to a request without credentials',
    },
    'a refusal that names the connection': {
      turns: [...one, [asked('other', get(1)), refused(403, 'You may not see airlock-test-1')]],
      title: 'webBackendGetConnection refused a user who must not see the workspace and named what is not to be seen',
    },
    'a refusal of a list that names a source': {
      turns: [...one, [asked('nobody', list()), refused(401, `Sign in to see ${sourceId}`)]],
      title:
        'webBackendListConnectionsForWorkspace refused a request without credentials and named what is not to be seen',
    },
    'an expired token that changes a connection': {
      turns: [...one, [asked('expired', update(1, { prefix: 'stranger_' })), ok(read(1))]],
      title: 'webBackendUpdateConnection answered 200 to an expired token',
    },
    'a second user who creates a connection': {
      turns: [...one, [asked('other', create(2)), ok(read(2))]],
      title: 'webBackendCreateConnection answered 200 to a user who must not see the workspace',
    },
  },
});
