/** Notes of every valid request of a run how long it took and what it was about; no request is sent for it. */
import { operations } from '../../schemas/operations.ts';
import { isObject, member } from '../../src/json/json.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Exchange } from '../../src/target/exchange.ts';
import { isValid, writes } from '../model/case.ts';
import type { CaseStep } from '../model/case.ts';
import { fieldsOf } from '../model/streams-shown.ts';
import type { Sample } from './sample.ts';

export class LatencyWatch {
  readonly #samples: Sample[] = [];
  /** By connection, as the last answer about it showed: a get that is never answered does not tell. */
  readonly #catalogs = new Map<unknown, CatalogSize>();
  /** Accepted, by operation, and by operation and connection. */
  readonly #calls = new Map<string, number>();
  #writes = 0;

  samples(): readonly Sample[] {
    return this.#samples;
  }

  /** What other steps of its group make slow, and what a connector takes part in, is left out. */
  note(step: CaseStep, { call, outcome, sentBody, durationMs, latencyMs = durationMs, endedAt }: Exchange): void {
    if (step.raw !== undefined || call.operation === 'transport') return;
    const value = isAnswer(outcome) && outcome.json.ok ? outcome.json.value : undefined;
    const id = member(value, 'connectionId') ?? member(call.body, 'connectionId');
    const catalog = sizeOfCatalog(value) ?? sizeOfCatalog(call.body) ?? this.#catalogs.get(id);
    if (catalog !== undefined && id !== undefined) this.#catalogs.set(id, catalog);
    const isAccepted = isAnswer(outcome) && outcome.status === 200;
    const isUnanswered = !isAnswer(outcome) && outcome.reason === 'timeout' && step.patienceMs === undefined;
    const writesBefore = this.#writes;
    if (isAccepted && writes(step)) this.#writes += 1;
    const callsBefore = this.#countOf(call.operation, isAccepted);
    const turnsBefore = typeof id === 'string' ? { turns: this.#countOf(`${call.operation} ${id}`, isAccepted) } : {};
    if (!isValid(step) || step.group !== undefined || (!isAccepted && !isUnanswered)) return;
    if (member(call.body, 'withRefreshedCatalog') === true) return;
    const connections = connectionsOf(call.body, value);
    this.#samples.push({
      operation: step.operation,
      ms: latencyMs,
      at: (endedAt ?? 0) - latencyMs,
      bytes: (sentBody?.length ?? 0) + (isAnswer(outcome) ? outcome.text.length : 0),
      writes: writesBefore,
      calls: callsBefore,
      ...turnsBefore,
      ...(isUnanswered ? { isUnanswered } : {}),
      ...catalog,
      ...(connections === undefined ? {} : { connections }),
    });
  }

  /** Before this one, which is counted if it was accepted. */
  #countOf(key: string, isAccepted: boolean): number {
    const before = this.#calls.get(key) ?? 0;
    if (isAccepted) this.#calls.set(key, before + 1);
    return before;
  }
}

type CatalogSize = Required<Pick<Sample, 'streams' | 'fields'>>;

function sizeOfCatalog(value: unknown): CatalogSize | undefined {
  const streams = member(member(value, 'syncCatalog'), 'streams');
  if (!Array.isArray(streams)) return undefined;
  const widths = streams.map((one) => Object.keys(fieldsOf(one) ?? {}).length);
  return { streams: streams.length, fields: widths.reduce((most, width) => Math.max(most, width), 0) };
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
