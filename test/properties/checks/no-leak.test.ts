import { noLeak } from '../../../properties/checks/no-leak.ts';
import { create, invalid } from '../engine/case-steps.ts';
import type { Broken } from './prove.ts';
import { prove } from './prove.ts';
import { brokenCreate, created, got, refused } from './transcript.ts';

const echoed = 'at io.airbyte.Foo.bar(Foo.java:12)';
const saying = (message: string, what: string): Broken => ({
  turns: [[brokenCreate, refused(422, message)]],
  title: `webBackendCreateConnection answered 422 with ${what} in it`,
});

prove(noLeak, {
  keeps: {
    'a refusal in plain words': [[brokenCreate, refused(422, 'status must be one of active, inactive, deprecated')]],
    'an echo of what was sent': [
      [invalid(create(1), { status: echoed }, '/status'), refused(422, `no status: ${echoed}`)],
    ],
    'a secret that is masked': [created(1), got(1, { extra: { password: '**********' } })],
    'the address of a page': [[brokenCreate, refused(422, 'see https://docs.example/pages/errors.js')]],
    'the path of the request': [[brokenCreate, refused(422, 'no /api/v1/web_backend/connections/create here')]],
    'English that looks like SQL': [[brokenCreate, refused(422, 'select a name from the list')]],
  },
  breaks: {
    'a trace of Java': saying('at io.airbyte.Foo.bar(Foo.java:12)', 'a stack trace'),
    'a trace of Node.js': saying('at async /srv/app/server.js:12:5', 'a stack trace'),
    'a trace of Node.js with addresses': saying('at async file:///srv/app/server.js:12:5', 'a stack trace'),
    'a trace of the inside of Node.js': saying('at process node:internal/process/task_queues:95:5', 'a stack trace'),
    'a trace of Python': saying('Traceback (most recent call last)', 'a stack trace'),
    'a statement of SQL': saying('Select name\u00a0From actor Where id = 1', 'SQL'),
    'a library of SQL': saying('org.jOOQ', 'SQL'),
    'an exception of Postgres': saying('PSQLException', 'SQL'),
    'the path of a class': saying('cannot load /opt/airbyte/lib/server.jar', 'the path of a program file'),
    'a path of Windows': saying(String.raw`C:\server\app\main.py`, 'the path of a program file'),
    'a password': {
      turns: [created(1), got(1, { extra: { password: 'hunter22' } })],
      title: 'webBackendGetConnection answered 200 with a secret in it',
    },
  },
});
