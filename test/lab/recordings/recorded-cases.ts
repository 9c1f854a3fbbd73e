/** The cases of a recorded run, as far as they can be told: what was sent about one connection is one case. */
import { isObject, objectAt, textAt } from '../../../src/json/json.ts';
import type { BuiltInRelease } from '../../../schemas/built-in-releases.ts';
import { unknownId } from '../../../src/target/unknown-id.ts';
import { operationIds, operations } from '../../../schemas/operations.ts';
import type { OperationId } from '../../../schemas/operations.ts';
import type { CaseStep } from '../../../properties/model/case.ts';
import { stepsForRelease } from '../../../properties/arbitraries/for-release.ts';
import { transportSteps } from '../../../properties/transport/transport-cases.ts';
import type { Substitutions } from '../../../properties/engine/substitutions-for.ts';
import { recordedIntent } from './recorded-intent.ts';
import type { RecordedExchange, RecordedSeed } from './recording.ts';

export interface RecordedTurn {
  readonly step: CaseStep;
  readonly exchange: RecordedExchange;
}

type RecordedCase = RecordedTurn[];

/** Every create begins a case. What names none of its connections belongs to the case that was last. */
export function recordedCases(
  exchanges: readonly RecordedExchange[],
  { seed, release }: { readonly seed: RecordedSeed; readonly release: BuiltInRelease },
): readonly (readonly RecordedTurn[])[] {
  const ids = idsOf(seed, exchanges);
  const cases: RecordedCase[] = [];
  const byConnection = new Map<string, RecordedCase>();
  let current: RecordedCase = [];
  for (const exchange of exchanges) {
    // A list that was cut, and an answer that was left out, show too little to be judged.
    if (exchange.more !== undefined || isLeftOut(exchange)) continue;
    const step = stepOf(exchange, { ids, release });
    if (step === undefined) continue;
    const named = step.raw === undefined ? textAt(step.body, 'connectionId') : undefined;
    const isCreate = step.operation === 'webBackendCreateConnection';
    const known = named === undefined ? undefined : byConnection.get(named.toLowerCase());
    if (known !== undefined) current = known;
    else if (isCreate || current.length === 0 || isSeeded(named, seed)) cases.push((current = []));
    const isHandled = isCreate || (step.raw === undefined && byConnection.size > 0 && !isSeeded(named, seed));
    current.push({ step: isHandled && isAboutConnection(step) ? { ...step, handle: 1 } : step, exchange });
    const id = isCreate && exchange.status === 200 ? textAt(exchange.answer, 'connectionId') : undefined;
    if (id !== undefined) byConnection.set(id, current);
  }
  return cases;
}

function isLeftOut({ status, answer, answerText, answerType }: RecordedExchange): boolean {
  return status === 200 && answer === undefined && answerText === undefined && answerType !== undefined;
}

function isSeeded(id: string | undefined, { ids }: RecordedSeed): boolean {
  return id !== undefined && Object.values(ids['connections'] ?? {}).includes(id);
}

function isAboutConnection({ operation }: CaseStep): boolean {
  return /^(webBackend(Create|Update|Get)Connection|getStateType)$/.test(operation);
}

interface Recorded {
  readonly ids: Substitutions;
  readonly release: BuiltInRelease;
}

/** `undefined` for what is no call of an operation and no case of the transport phase either. */
function stepOf(exchange: RecordedExchange, { ids, release }: Recorded): CaseStep | undefined {
  const raw = exchange.run === 'transport' ? rawSteps.find((step) => isSame(step.raw, exchange)) : undefined;
  if (raw !== undefined) return raw;
  const operation = operationOf(exchange);
  if (operation === undefined) return undefined;
  const schema = release.description.operations[operation]?.request;
  const body = parsed(exchange.body);
  if (exchange.body !== undefined && body === undefined) return undefined;
  const step: CaseStep = {
    operation,
    ...(body === undefined ? {} : { body }),
    intent: recordedIntent(operation, body, { schema, ids }),
  };
  // A rule about a member that the release lacks is none of its rules.
  return stepsForRelease([step], release.description).length === 0 ? { ...step, intent: { kind: 'valid' } } : step;
}

const rawSteps = transportSteps({ oversized: false });

function operationOf({ method, path, contentType, accept, bytes }: RecordedExchange): OperationId | undefined {
  const isCall = method === 'POST' && accept === undefined && bytes === undefined;
  if (!isCall || (contentType !== undefined && contentType !== 'application/json')) return undefined;
  return operationIds.find((id) => operations[id].path === path);
}

function isSame(
  raw: Extract<CaseStep, { readonly operation: 'transport' }>['raw'],
  exchange: RecordedExchange,
): boolean {
  const sent = raw.bodyBase64 === undefined ? '' : Buffer.from(raw.bodyBase64, 'base64').toString();
  return (
    raw.method === exchange.method &&
    raw.path === exchange.path &&
    raw.headers['content-type'] === exchange.contentType &&
    sent === (exchange.body ?? '')
  );
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** The run worked in the first workspace, on the actors of its first create. */
export function idsOf({ ids }: RecordedSeed, exchanges: readonly RecordedExchange[]): Substitutions {
  const create = exchanges.find(({ path, status }) => path.endsWith('/connections/create') && status === 200);
  const body = parsed(create?.body);
  const id = (kind: string, role: string): string => textAt(objectAt(ids, kind), role) ?? '';
  return {
    workspace: () => id('workspaces', 'Main'),
    source: () => textAt(body, 'sourceId') ?? '',
    destination: () => textAt(body, 'destinationId') ?? '',
    unknown: () => unknownId,
    'foreign-workspace': () => id('workspaces', 'Second'),
    'foreign-source': () => id('sources', 'second-faker'),
    'foreign-destination': () => id('destinations', 'second-json'),
    name: () => '',
    'name-of': () => '',
  };
}

/** The id of the run, as the names of its connections have it. */
export function recordedRunId(turns: readonly RecordedTurn[]): string {
  const names = turns.map(({ step }) =>
    step.raw === undefined && isObject(step.body) ? step.body['name'] : undefined,
  );
  const name = names.find((text) => typeof text === 'string' && text.startsWith('airlock-'));
  return /^airlock-([0-9a-f]+)-/.exec(String(name))?.[1] ?? 'none';
}
