/** A finding of several steps as a script: what somebody without Airlock needs to see it on a target of their own. */
import { isOperationId, operations } from '../../schemas/operations.ts';
import { listAt, textAt } from '../json/json.ts';
import { headerWords, typeWords } from '../text/header-words.ts';
import { shellWord } from '../text/shell-word.ts';
import { shortened } from '../text/shortened.ts';
import { checkReference } from './check-reference.ts';
import { inertJson } from './inert-json.ts';
import type { Finding, Step } from './report.ts';
import { visible } from './visible.ts';
import { credentialLines, machinery } from './reproduction-shell.ts';
import type { Asker } from './reproduction-shell.ts';

/** What differs from target to target: the variable that has it, and what it is. */
const variables = {
  AIRLOCK_TARGET: 'the base address with /api, such as http://localhost:8000/api',
  AIRLOCK_WORKSPACE: 'the id of the workspace',
  AIRLOCK_SOURCE: 'the id of a source in it',
  AIRLOCK_DESTINATION: 'the id of a destination in it',
} as const;

const onThisMachine = /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?=[:/]|$)/;

/** Of what was expected and received, in characters. */
const shownWords = 400;

/** The file of it, beside that of the finding. */
export function scriptName(id: string): string {
  return `${id}.sh`;
}

/** A finding of one step has its line of curl. */
export function hasScript({ steps }: Finding): boolean {
  return steps.length > 1;
}

/** For POSIX shells; needs curl. */
export function reproductionScript(finding: Finding): string | undefined {
  if (!hasScript(finding)) return undefined;
  const askers = finding.steps.map((_, index) => askerOf(finding, index));
  const known = new Map<string, string>();
  const { workspaceId } = finding.target ?? {};
  if (workspaceId !== undefined) known.set(workspaceId, 'AIRLOCK_WORKSPACE');
  const created = finding.steps.flatMap((step, index) => (isCreate(step) ? [index] : []));
  for (const index of created) noteIds(known, finding.steps[index], index + 1);
  const steps = stepLines(finding, { askers, known });
  const lines = [...machinery(created.map((index) => index + 1)), '', ...steps];
  const needed = Object.entries(variables).filter(
    ([name]) => name === 'AIRLOCK_TARGET' || lines.some((line) => line.includes(`\${${name}}`)),
  );
  return `${[
    ...headOf(finding),
    'set -eu',
    ...needed.map(([name, what]) => settingOf(name, what, defaultsOf(finding, known))),
    ...credentialLines(finding, askers),
    ...lines,
    '',
    ...endOf(finding),
  ].join('\n')}\n`;
}

/**
 * A server on this machine is anybody's to write to: what the environment does not name is that of the run. Another one has to be named,
 * because the script writes and asks nobody; the address of an embedded backend is gone.
 */
function defaultsOf({ target }: Finding, known: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (target === undefined || target.embedded === true || !onThisMachine.test(target.url)) return new Map();
  return new Map([['AIRLOCK_TARGET', target.url], ...[...known].map(([id, name]) => [name, id] as const)]);
}

/** A value stands in the script only where no shell could read anything else out of it. */
function settingOf(name: string, what: string, defaults: ReadonlyMap<string, string>): string {
  const value = defaults.get(name);
  return value !== undefined && /^[\w.:/[\]-]+$/.test(value)
    ? `: "\${${name}:=${value}}"`
    : `: "\${${name}:?set it to ${what}}"`;
}

function headOf(finding: Finding): readonly string[] {
  const { id, title, check, target } = finding;
  const { explain, documentation } = checkReference(finding);
  const place = target === undefined || target.embedded === true ? 'the reference backend' : target.url;
  return [
    '#!/bin/sh',
    `# ${visible(title)}`,
    `# Finding ${id} of the check ${visible(check)}, on ${visible(place)}. ${visible(explain)} (${documentation}) says more.`,
    '# Needs curl, and a target where writing is allowed. What it creates is deprecated at the end. Ids of',
    '# workspace, source and destination come from the environment, or are as the run had them, like all other ids.',
  ];
}

interface Context {
  readonly askers: readonly Asker[];
  /** Variables by the id that they stand for. */
  readonly known: ReadonlyMap<string, string>;
}

/** Steps that were in flight together are sent together; what later ones name is read out of the answers. */
function stepLines({ steps }: Finding, { askers, known }: Context): readonly string[] {
  const bodies = steps.map(({ request }) => withVariables(inertJson(request ?? null), known));
  const used = (name: string): boolean => bodies.some((body) => body.includes(`\${${name}}`));
  const lines: string[] = [];
  let asked: string[] = [];
  for (const [index, step] of steps.entries()) {
    const number = index + 1;
    const group = step.interleaving?.group;
    const isTogether = group !== undefined;
    const body = step.request === undefined ? undefined : bodies[index];
    lines.push(...sending(step, { number, asker: askers[index] ?? 'run', body, end: isTogether ? ' &' : '' }));
    if (isCreate(step)) asked.push(...idLines(step, number, used));
    if (isTogether && steps[index + 1]?.interleaving?.group === group) continue;
    if (isTogether) lines.push('wait');
    lines.push(...asked);
    asked = [];
  }
  return lines;
}

interface Sending {
  readonly number: number;
  readonly asker: Asker;
  readonly body: string | undefined;
  readonly end: string;
}

function sending({ operation, raw }: Step, { number, asker, body, end }: Sending): readonly string[] {
  if (raw !== undefined) {
    const { method, path, headers, bodyBase64 } = raw;
    const words = [
      method === 'HEAD' ? '--head' : `-X ${shellWord(method)}`,
      ...headerWords(headers),
      ...(bodyBase64 === '' ? [] : [`--data-binary "@$work/${number}.bytes"`, ...typeWords(headers)]),
    ];
    return [
      ...(bodyBase64 === '' ? [] : [`printf %s ${shellWord(bodyBase64)} | base64 -d > "$work/${number}.bytes"`]),
      `send ${number} ${shellWord(path)} ${asker} ${words.join(' ')}${end}`,
    ];
  }
  const path = isOperationId(operation) ? operations[operation].path : operation;
  if (body === undefined) return [`send ${number} ${path} ${asker} -X POST${end}`];
  return [`cat > "$work/${number}.json" <<BODY`, body, 'BODY', `post ${number} ${path} ${asker}${end}`];
}

/** In a here-document a shell reads these characters; the ids that are known become variables. */
function withVariables(json: string, known: Context['known']): string {
  let text = json.replaceAll(/[\\`$]/g, String.raw`\$&`);
  for (const [id, name] of known) text = text.replaceAll(`"${id}"`, `"\${${name}}"`);
  return text;
}

/** The ids that a create was sent, and those that it was answered with. */
function noteIds(known: Map<string, string>, step: Step | undefined, number: number): void {
  const note = (id: string | undefined, name: string): void => {
    if (id !== undefined && id !== '' && !known.has(id)) known.set(id, name);
  };
  note(textAt(step?.request, 'sourceId'), 'AIRLOCK_SOURCE');
  note(textAt(step?.request, 'destinationId'), 'AIRLOCK_DESTINATION');
  const body = step?.response?.body;
  note(textAt(body, 'connectionId'), `connection${number}`);
  for (const [index, operation] of listAt(body, 'operations').entries())
    note(textAt(operation, 'operationId'), `operation${number}_${index + 1}`);
}

/** Reads out of the answer what later steps name. */
function idLines({ response }: Step, number: number, used: (name: string) => boolean): readonly string[] {
  const operationsOf = listAt(response?.body, 'operations')
    .map((_, index) => index + 1)
    .filter((index) => used(`operation${number}_${index}`));
  return [
    ...(used(`connection${number}`)
      ? [
          `connection${number}=$(id_in ${number} connectionId 1)`,
          `[ -n "$connection${number}" ] || { echo 'Cannot go on: step ${number} made no connection' >&2; exit 1; }`,
        ]
      : []),
    ...operationsOf.map((index) => `operation${number}_${index}=$(id_in ${number} operationId ${index})`),
  ];
}

function endOf({ expected, received, pointer }: Finding): readonly string[] {
  const at = pointer === undefined || pointer === '' ? '' : ` at ${pointer}`;
  return [
    ...(expected === undefined ? [] : [say(`Expected${at}: ${expected}`)]),
    ...(received === undefined ? [] : [say(`Received when it was found: ${received}`)]),
  ];
}

function askerOf(finding: Finding, index: number): Asker {
  const as = textAt(listAt(finding.case, 'steps')[index], 'as');
  return as === 'other' || as === 'nobody' || as === 'expired' ? as : 'run';
}

function say(text: string): string {
  return `printf '%s\\n' ${shellWord(visible(shortened(text, shownWords)))}`;
}

/** Whatever the bytes are that go to this path: a connection may come of them. */
function isCreate({ operation, raw }: Step): boolean {
  const { id, path } = operations.webBackendCreateConnection;
  return operation === id || raw?.path === path;
}
