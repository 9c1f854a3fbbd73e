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
    'the address that was called': [[brokenCreate, refused(422, 'see http://127.0.0.1:8001/api/v1/errors')]],
    'a time': [[brokenCreate, refused(422, 'locked until 10:30 (Europe/Berlin)')]],
    'English that looks like SQL': [
      [brokenCreate, refused(422, 'select a name from the list')],
      [brokenCreate, refused(422, 'update the connection, set "status", and delete from "tags" what is old')],
    ],
  },
  breaks: {
    'a trace of Java': saying('at io.airbyte.Foo.bar(Foo.java:12)', 'a stack trace'),
    'a trace of Node.js': saying('at async /srv/app/server.js:12:5', 'a stack trace'),
    'a trace of Node.js with addresses': saying('at async file:///srv/app/server.js:12:5', 'a stack trace'),
    'a trace of the inside of Node.js': saying('at process node:internal/process/task_queues:95:5', 'a stack trace'),
    'a trace of Python': saying('Traceback (most recent call last)', 'a stack trace'),
    'a statement of SQL': saying('Select name\u00a0From actor Where id = 1', 'SQL'),
    'a statement of SQL with names in quotes': saying(
      'insert into "public"."connection" ("id", "name") values (?, ?)',
      'SQL',
    ),
    'an update of SQL': saying('update "actor" set "name" = ? where "id" = ?', 'SQL'),
    'a message of a database': saying('ERROR: value too long for type character varying(256)', 'SQL'),
    'a library of SQL': saying('org.jOOQ', 'SQL'),
    'an exception of Postgres': saying('PSQLException', 'SQL'),
    'the path of a class': saying('cannot load /opt/airbyte/lib/server.jar', 'the path of a program file'),
    'a path of Windows': saying(String.raw`C:\server\app\main.py`, 'the path of a program file'),
    'a line of a trace without its "at"': saying('io.airbyte.Foo.bar(Foo.java:12)', 'a stack trace'),
    'the cause of an exception': saying('Caused by: java.net.ConnectException: refused', 'a stack trace'),
    'a frame of native code': saying('at java.lang.Thread.run(Native Method)', 'a stack trace'),
    'a trace of Go': saying('goroutine 12 [running]', 'a stack trace'),
    'a trace of Ruby': saying("app/models/user.rb:12:in `find'", 'a stack trace'),
    'the address of a database': saying(
      'cannot reach jdbc:postgresql://airbyte-db:5432/airbyte',
      'an internal address',
    ),
    'a host inside': saying('no answer from airbyte-temporal:7233', 'an internal address'),
    'a private network': saying('Connection to 10.0.12.7:8080 refused', 'an internal address'),
    'a name of a cluster': saying('airbyte-server.prod.svc.cluster.local is down', 'an internal address'),
    'a password': {
      turns: [created(1), got(1, { extra: { password: 'hunter22' } })],
      title: 'webBackendGetConnection answered 200 with a secret in it',
    },
  },
});
