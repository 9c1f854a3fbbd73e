import { binary, bottomless, utf16 } from './odd-content.ts';
import type { OddInput } from './odd-input.ts';

const header = (url: string): string =>
  `{"runId":"0badf00d","url":"${url}","workspaceId":"00000000-0000-4000-8000-0000000000ff","startedAt":"2026-01-01T00:00:00.000Z"}\n`;

/** Journals of interrupted runs, as a crash or a hand leaves them. */
export const journals: readonly OddInput[] = [
  journal('empty', '', 'nothing to do'),
  journal('a line that breaks off', '{"runId":"0b', 'nothing to do'),
  journal('null and lists', 'null\n[]\n"x"\n1\n', 'nothing to do'),
  journal('bytes', binary, 'nothing to do'),
  journal('UTF-16', utf16(header('{nobody}')), 'nothing to do'),
  journal('a line nested without end', `${bottomless}\n`, 'nothing to do'),
  journal('a target that is gone', header('{nobody}'), 'not reached, its journal is kept'),
  journal('an address that is none', header('nonsense'), 'its journal is kept'),
  journal(
    'ids that are none',
    `${header('{nobody}')}{"created":1}\n{"created":"__proto__"}\n{"cleaned":null}\n`,
    'not reached',
  ),
  journal('a folder', null, 'nothing to do'),
  {
    title: 'a folder of journals that is a file',
    words: 'cleanup',
    env: { AIRLOCK_HOME: 'file' },
    files: { file: 'x' },
    exit: 2,
    says: ['"file"', 'AIRLOCK_HOME'],
  },
  {
    title: 'a journal of another target',
    words: 'cleanup --target {backend}',
    files: { '.airlock/0badf00d.journal': header('{nobody}') },
    exit: 0,
    says: 'nothing to do for {backend}',
  },
  {
    title: 'a journal of this target, which is gone',
    words: 'cleanup --target {nobody}',
    files: { '.airlock/0badf00d.journal': header('{nobody}') },
    exit: 3,
    says: 'refused',
  },
];

function journal(title: string, content: string | Uint8Array | null, says: string): OddInput {
  return {
    title: `a journal: ${title}`,
    words: 'cleanup',
    files: { '.airlock/0badf00d.journal': content },
    exit: 0,
    says,
  };
}

function baseline(title: string, content: string | Uint8Array | null): OddInput {
  return {
    title: `a baseline: ${title}`,
    words: 'baseline compare --name odd',
    files: { 'baselines/odd.json': content },
    exit: 2,
    says: ['odd.json', 'record it again'],
  };
}

const recorded = (members: string): string =>
  `{"schemaVersion":1,"name":"odd","conditions":{},"machine":{"cpu":"x","cores":1},"runs":[]${members}}`;

export const baselines: readonly OddInput[] = [
  baseline('a folder', null),
  baseline('an empty file', ''),
  baseline('a file that breaks off', '{"schemaVersion":1,'),
  baseline('null', 'null'),
  baseline('a list', '[]'),
  baseline('UTF-16', utf16(recorded(''))),
  baseline('a version of the future', '{"schemaVersion":2}'),
  baseline('runs that are null', recorded(',"runs":[null]')),
  baseline('conditions without members', recorded('')),
  baseline(
    'blocks that are texts',
    recorded(
      ',"conditions":{"rate":100,"secondsPerRun":6,"script":"x","k6Major":"2","reference":"x","work":0},"runs":[{"recordedAt":"x","blocks":{"list p95":["a"]},"errors":{}}]',
    ),
  ),
  {
    title: 'the list of baselines with odd files among them',
    words: 'baseline list',
    files: {
      'baselines/a.json': '{',
      'baselines/b.json': recorded(''),
      'baselines/c.json': null,
      'baselines/__proto__.json': 'null',
    },
    exit: 0,
    says: ['a', 'record it again'],
  },
  {
    title: 'a folder of baselines that is a file',
    words: 'baseline list',
    files: { baselines: 'x' },
    exit: 2,
    says: '"baselines"',
  },
];
