/** The reference backend's handlers as a target without a network, whose answers a test may corrupt. */
import { parseJson } from '../../../src/json/parse-json.ts';
import { operations } from '../../../schemas/operations.ts';
import type { Operation, OperationId } from '../../../schemas/operations.ts';
import { handlersFor } from '../../../src/backend/handlers.ts';
import { Refusal } from '../../../src/backend/refusal.ts';
import { seededStore } from '../../../src/backend/seed.ts';
import type { Answer, Call, Exchange } from '../../../src/target/exchange.ts';
import type { Target } from '../../../src/target/target.ts';
import { Tempo } from '../../../src/target/tempo.ts';
import type { FuzzTarget } from '../../../properties/engine/fuzz-options.ts';
import { validatorFor } from '../../../src/validation/validator.ts';

export interface Reply {
  status: number;
  contentType: string;
  json: unknown;
  /** Replaces the serialised JSON. */
  text?: string;
}

export interface Asked {
  readonly operation: OperationId | 'transport';
  readonly body: Readonly<Record<string, unknown>>;
  /** Answers given before this one. */
  readonly count: number;
}

/** Corrupts an answer in place, or returns another one. */
export type Corruption = (reply: Reply, asked: Asked) => Reply | undefined;

export interface FakeTarget extends FuzzTarget {
  readonly calls: readonly Call[];
}

export function fakeTarget(
  corrupt: Corruption = () => undefined,
  consent: Partial<Target['consent']> = {},
): FakeTarget {
  const seeded = seededStore(3);
  const handlers = handlersFor(seeded.store);
  const calls: Call[] = [];
  let names = 0;
  const reply = (call: Call): Reply => {
    if (call.operation === 'transport')
      return { status: 400, contentType: 'application/json', json: { message: 'no' } };
    const operation: Operation = operations[call.operation];
    const violations = operation.request === undefined ? [] : validatorFor(operation.request)(call.body);
    try {
      if (violations.length > 0) throw new Refusal(422, { message: 'Invalid input' });
      const handle = handlers[call.operation] as (body: unknown) => unknown; // validated just before
      return { status: 200, contentType: 'application/json', json: structuredClone(handle(call.body)) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, contentType: 'application/json', json: error.body };
    }
  };
  return {
    url: 'http://127.0.0.1:1/api',
    runId: 'test',
    isLoopback: true,
    consent: {
      writes: true,
      harmfulInputs: true,
      activeSchedules: false,
      refresh: false,
      reset: false,
      ...consent,
    },
    fixtures: {
      workspaceId: seeded.workspaceId,
      sourceId: seeded.sourceId,
      destinationId: seeded.destinationId,
      existingConnectionIds: [],
      // The newest discovery of the seeded source.
      sourceCatalogId: '000000d1-0000-4000-8000-000000000002',
      foreign: {
        workspaceId: seeded.foreignWorkspaceId,
        sourceId: seeded.foreignSourceId,
        destinationId: seeded.foreignDestinationId,
        connectionIds: [],
      },
    },
    calls,
    sandbox: {
      nextName: () => `airlock-test-${(names += 1)}`,
      created: () => true,
      clean: async () => ({ created: 0, cleaned: 0, left: [] }),
    },
    async send(call): Promise<Exchange> {
      const body = call.operation === 'transport' ? undefined : call.body;
      const asked: Asked = {
        operation: call.operation,
        body: (typeof body === 'object' && body !== null ? body : {}) as Asked['body'],
        count: calls.length,
      };
      const plain = reply(call);
      const corrupted = corrupt(plain, asked) ?? plain;
      calls.push(call);
      return {
        id: `test-${calls.length}`,
        call,
        ...(body === undefined ? {} : { sentBody: JSON.stringify(body) }),
        outcome: answerOf(corrupted),
        startedAt: calls.length,
        endedAt: calls.length,
        durationMs: 0,
      };
    },
    digestExisting: async () => undefined,
    requestsLeft: () => Number.POSITIVE_INFINITY,
    connectionsLeft: () => Number.POSITIVE_INFINITY,
    tempo: new Tempo(),
    close: async () => undefined,
  };
}

function answerOf({ status, contentType, json, text = JSON.stringify(json) }: Reply): Answer {
  let parsed: Answer['json'];
  try {
    parsed = { ok: true, value: parseJson(text) };
  } catch {
    parsed = { ok: false, reason: 'it does not parse' };
  }
  return { kind: 'answer', status, headers: { 'content-type': contentType }, text, json: parsed };
}
