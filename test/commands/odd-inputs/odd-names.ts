import { description, listInteraction, pact } from './odd-content.ts';
import type { OddInput } from './odd-input.ts';

const clearing = '\u001B[2Jx';
const everyReport = 'console,json,junit,html,har,ndjson,github,sarif,codequality,ctrf';
const oddModel = description('{"type":"object","properties":{"\\u001b[2J|`<b>":{"$ref":"#/nowhere\\u001b"}}}');
const target = '--target {backend} --workspace {workspace}'.split(' ');

/** Names of files, versions and members that steer a terminal, close an element or belong to another script; and little that programs rely on. */
export const oddNames: readonly OddInput[] = [
  { words: ['doctor', ...target, '--report', 'json', '--report-dir', clearing], exit: 0, says: '', leaves: [clearing] },
  { words: ['spec', 'export', '--out', 'a\nb'], exit: 0, says: 'openapi.json', leaves: ['a\nb'] },
  { words: ['contract', '--out', 'пак ты'], exit: 0, says: 'пак ты', leaves: ['пак ты'] },
  { words: ['load', '--emit', clearing], exit: 0, says: 'test-run.yaml', leaves: [clearing] },
  { words: ['verify', '--pact', clearing], exit: 2, says: '\\u001b[2Jx' },
  { words: ['fuzz', '--dry-run', '--corpus', clearing], exit: 2, says: '\\u001b[2Jx' },
  { words: ['fuzz', '--dry-run', '--known', clearing], exit: 2, says: '\\u001b[2Jx' },
  { words: ['spec', 'check', clearing], exit: 2, says: '\\u001b[2Jx' },
  { words: ['replay', ...target, clearing], exit: 2, says: '\\u001b[2Jx' },
  {
    title: 'every report of a target that is a page',
    words: `doctor --target {html} --workspace {workspace} --report ${everyReport}`,
    exit: 3,
    says: 'text/html',
  },
  {
    title: 'every report of a consumer and an interaction that would close an element',
    words: ['verify', '--pact', 'pacts', '--report', everyReport, '--provider-version', clearing],
    files: {
      'pacts/a.json': pact({
        consumer: { name: `<&"\u0000\uFFFE]]>${clearing}` },
        interactions: [{ ...listInteraction, description: '<b>\u0001]]>', response: { status: 418 } }],
      }),
    },
    exit: 1,
    says: 'broken',
  },
  {
    title: 'a pact with half a character',
    words: 'verify --pact odd.json',
    files: { 'odd.json': pact({ consumer: { name: '\uD800' } }) },
    exit: 2,
    says: 'odd.json',
  },
  {
    title: 'a member of a model with a terminal sequence, as JSON',
    words: 'spec check odd-member.json --format json',
    files: { 'odd-member.json': oddModel },
    exit: 1,
    says: 'odd-member.json',
  },
  {
    title: 'a member of a model with a terminal sequence, as Markdown',
    words: 'spec diff odd-member.json odd-without.json --format markdown',
    files: { 'odd-member.json': oddModel, 'odd-without.json': description() },
    exit: 0,
    says: '',
  },
  {
    title: 'a release without the list of connections',
    words: 'verify --pact pacts --openapi odd-small.json',
    files: { 'odd-small.json': description(), 'pacts/a.json': pact() },
    exit: 2,
    says: ['odd-small.json', 'webBackendListConnectionsForWorkspace', '--target'],
  },
  { title: 'a token of one letter', words: ['doctor', ...target, '--token', 'a'], exit: 0, says: 'accepted' },
  {
    title: 'no path to any program',
    words: 'verify --pact pacts',
    env: { PATH: '' },
    files: { 'pacts/a.json': pact() },
    exit: 0,
    says: '1 of 1 interactions hold',
  },
  {
    title: 'pacts without a folder for temporary files',
    words: 'verify --pact pacts',
    env: { TMPDIR: '/nowhere' },
    files: { 'pacts/a.json': pact() },
    exit: 2,
    says: 'TMPDIR',
  },
  {
    title: 'a load script without a folder for temporary files',
    words: 'load --emit out',
    env: { TMPDIR: '/nowhere' },
    exit: 2,
    says: 'TMPDIR',
  },
];
