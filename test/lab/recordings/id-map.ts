/** Ids that a server made up: the recorded ones, and those of the server under comparison in their place. */
import { isEqualJson, isObject, listAt, textAt } from '../../../src/json/json.ts';

/** Learns from pairs of answers to the same request. */
export class IdMap {
  readonly #here = new Map<string, string>();

  /** Pairs what both servers made up for the same request. */
  learn(recorded: unknown, received: unknown): void {
    this.#pair(textAt(recorded, 'connectionId'), textAt(received, 'connectionId'));
    this.#pair(textAt(recorded, 'catalogId'), textAt(received, 'catalogId'));
    const left = [...listAt(received, 'operations')];
    const known = listAt(recorded, 'operations').filter((operation) => {
      const id = textAt(operation, 'operationId') ?? '';
      const at = left.findIndex((other) => textAt(other, 'operationId') === (this.#here.get(id) ?? id));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    for (const operation of known) {
      const equal = left.findIndex((other) => isEqualJson(withoutId(other), withoutId(operation)));
      const [other] = left.splice(Math.max(equal, 0), 1);
      this.#pair(textAt(operation, 'operationId'), textAt(other, 'operationId'));
    }
  }

  /** The text with the ids of this server. */
  translated(text: string): string {
    return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, (id) => this.#here.get(id) ?? id);
  }

  #pair(recorded: string | undefined, received: string | undefined): void {
    if (recorded !== undefined && received !== undefined && recorded !== received) this.#here.set(recorded, received);
  }
}

function withoutId(operation: unknown): unknown {
  if (!isObject(operation)) return operation;
  const { operationId: _operationId, ...rest } = operation;
  return rest;
}
