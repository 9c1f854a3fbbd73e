/** A few bodies of each operation of a plan, so that a reader sees what would be sent. */
import type { CaseStep } from '../model/case.ts';
import { isInvalid } from '../model/case.ts';

export interface Sample {
  /** `valid`, `invalid`, `unknown` or `transport`. */
  readonly intent: CaseStep['intent']['kind'];
  /** What is wrong with it, where something is. */
  readonly because?: string;
  /** The method and path of a malformed request. */
  readonly request?: string;
  /** JSON with placeholders such as `{{connection:0}}`; absent where nothing is sent. */
  readonly body?: unknown;
}

const samplesEach = 3;

/** Collects distinct samples: one of each intent first, then others until there are three. */
export class PlanSamples {
  readonly #found = new Map<string, Map<string, Sample>>();

  add(step: CaseStep): void {
    const known = this.#found.get(step.operation) ?? new Map<string, Sample>();
    this.#found.set(step.operation, known);
    const ofIntent = [...known.values()].filter(({ intent }) => intent === step.intent.kind).length;
    // Two of one intent leave room for another; what is superfluous is left out at the end.
    if (ofIntent >= samplesEach) return;
    const sample = sampleOf(step);
    known.set(JSON.stringify([sample.request, sample.body]), sample);
  }

  /** At most three for each operation. */
  chosen(): Readonly<Record<string, readonly Sample[]>> {
    return Object.fromEntries([...this.#found].map(([operation, known]) => [operation, varied([...known.values()])]));
  }
}

function sampleOf(step: CaseStep): Sample {
  const intent = step.intent.kind;
  if (step.raw !== undefined) {
    const { method, path, bodyBase64 } = step.raw;
    const body = bodyBase64 === undefined ? {} : { body: Buffer.from(bodyBase64, 'base64').toString() };
    return { intent, because: step.intent.label, request: `${method} ${path}`, ...body };
  }
  return {
    intent,
    ...(isInvalid(step) ? { because: step.intent.label.description } : {}),
    ...(step.body === undefined ? {} : { body: step.body }),
  };
}

function varied(samples: readonly Sample[]): readonly Sample[] {
  const firsts = samples.filter(({ intent }, index) => samples.findIndex((other) => other.intent === intent) === index);
  return [...firsts, ...samples.filter((sample) => !firsts.includes(sample))].slice(0, samplesEach);
}
