/** A target that gives the answers of a transcript, one after the other, whatever it is asked. */
import { askers } from '../../../src/target/asker.ts';
import { parseJson } from '../../../src/json/parse-json.ts';
import type { Answer, Call, Exchange, Failure } from '../../../src/target/exchange.ts';
import type { Sandbox, Target } from '../../../src/target/target.ts';
import { destinationId, foreign, sourceCatalogId, sourceId, tags, workspaceId } from './shown.ts';

/** What the pretend server does with one request. */
export interface Reply {
  readonly status: number;
  readonly contentType?: string;
  readonly json?: unknown;
  /** Stands in for the JSON. */
  readonly text?: string;
  /** No answer at all. */
  readonly failure?: Failure['reason'];
}

export function pretendServer(
  replies: readonly Reply[],
  { writes = true }: { readonly writes?: boolean } = {},
): Target & { readonly sandbox: Sandbox } {
  const left = [...replies];
  let names = 0;
  let sent = 0;
  let isSilent = false;
  return {
    url: 'http://127.0.0.1:1/api',
    runId: 'test',
    isLoopback: true,
    askers,
    signsIn: true,
    consent: { writes, harmfulInputs: true, activeSchedules: false, refresh: true, reset: true },
    fixtures: { workspaceId, sourceId, destinationId, sourceCatalogId, existingConnectionIds: [], foreign, tags },
    sandbox: {
      nextName: () => `airlock-test-${(names += 1)}`,
      created: () => true,
      clean: async () => ({ created: 0, cleaned: 0, left: [] }),
    },
    async send(call: Call): Promise<Exchange> {
      // Where a request stays without an answer, the next one is a look whether others have one.
      const reply: Reply | undefined = left.shift() ?? (isSilent ? { status: 404, json: {} } : undefined);
      isSilent = reply?.failure === 'timeout';
      if (reply === undefined) throw new Error('Cannot answer: the transcript has no answer left');
      sent += 1;
      const body = call.operation === 'transport' ? undefined : JSON.stringify(call.body);
      return {
        id: `test-${sent}`,
        call,
        ...(body === undefined ? {} : { sentBody: body }),
        outcome: outcomeOf(reply),
        startedAt: sent,
        endedAt: sent,
        durationMs: 0,
      };
    },
    close: async () => undefined,
  };
}

function outcomeOf({ status, contentType = 'application/json', json, text, failure }: Reply): Answer | Failure {
  if (failure !== undefined) return { kind: 'failure', reason: failure, message: 'the connection was closed' };
  const body = text ?? JSON.stringify(json);
  return { kind: 'answer', status, headers: { 'content-type': contentType }, text: body, json: parsed(body) };
}

function parsed(text: string): Answer['json'] {
  try {
    return { ok: true, value: parseJson(text) };
  } catch {
    return { ok: false, reason: 'it does not parse' };
  }
}
