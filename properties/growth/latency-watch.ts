/** Notes of every valid request of a run how long it took and what it was about; no request is sent for it. */
import { operations } from '../../schemas/operations.ts';
import { isObject, member } from '../../src/json/json.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Exchange } from '../../src/target/exchange.ts';
import { isValid, writes } from '../model/case.ts';
import type { CaseStep } from '../model/case.ts';
import type { Sample } from './sample.ts';

export class LatencyWatch {
  readonly #samples: Sample[] = [];
  /** By connection, as the last answer about it showed: a get that is never answered does not tell. */
  readonly #streams = new Map<unknown, number>();
  #writes = 0;

  samples(): readonly Sample[] {
    return this.#samples;
  }

  /** What other steps of its group make slow, and what a connector takes part in, is left out. */
  note(step: CaseStep, { call, outcome, sentBody, durationMs, latencyMs = durationMs, endedAt }: Exchange): void {
    if (step.raw !== undefined || call.operation === 'transport') return;
    const value = isAnswer(outcome) && outcome.json.ok ? outcome.json.value : undefined;
    const id = member(value, 'connectionId') ?? member(call.body, 'connectionId');
    const streams = streamsOf(value) ?? streamsOf(call.body) ?? this.#streams.get(id);
    if (streams !== undefined && id !== undefined) this.#streams.set(id, streams);
    const isAccepted = isAnswer(outcome) && outcome.status === 200;
    const isUnanswered = !isAnswer(outcome) && outcome.reason === 'timeout' && step.patienceMs === undefined;
    const writesBefore = this.#writes;
    if (isAccepted && writes(step)) this.#writes += 1;
    if (!isValid(step) || step.group !== undefined || (!isAccepted && !isUnanswered)) return;
    if (member(call.body, 'withRefreshedCatalog') === true) return;
    const connections = connectionsOf(call.body, value);
    this.#samples.push({
      operation: step.operation,
      ms: latencyMs,
      at: (endedAt ?? 0) - latencyMs,
      bytes: (sentBody?.length ?? 0) + (isAnswer(outcome) ? outcome.text.length : 0),
      writes: writesBefore,
      ...(isUnanswered ? { isUnanswered } : {}),
      ...(streams === undefined ? {} : { streams }),
      ...(connections === undefined ? {} : { connections }),
    });
  }
}

function streamsOf(value: unknown): number | undefined {
  const streams = member(member(value, 'syncCatalog'), 'streams');
  return Array.isArray(streams) ? streams.length : undefined;
}

/** A filtered list says little about how many connections the server looks at. */
function connectionsOf(body: unknown, answer: unknown): number | undefined {
  const connections = member(answer, 'connections');
  if (!Array.isArray(connections) || !isObject(body)) return undefined;
  return Object.keys(body).every((key) => key === 'workspaceId') ? connections.length : undefined;
}

/** How people call the operation. */
export function labelOf(operation: Sample['operation']): string {
  return operations[operation].label;
}
