/** A confirmed growth of latency in the form in which it is reported, with the figures of its experiment. */
import type { OperationId } from '../../schemas/operations.ts';
import { defined } from '../../src/json/defined.ts';
import type { Finding } from '../../src/report/report.ts';
import { curlFor } from '../../src/target/curl.ts';
import { counted } from '../../src/text/counted.ts';
import { growth } from '../checks/growth.ts';
import { labelOf } from '../growth/latency-watch.ts';
import type { Confirmation } from '../growth/confirmation.ts';
import type { SizeLaw } from '../growth/size-law.ts';
import type { Suspicion } from '../growth/suspicions.ts';
import { identityOf, plainStepOf } from './finding-of.ts';
import { statusBy } from './known-findings.ts';
import type { FuzzOptions, FuzzTarget } from './fuzz-options.ts';

export function growthFinding(
  suspicion: Suspicion,
  confirmed: Confirmation,
  {
    target: { url, authKind },
    known,
  }: Pick<FuzzOptions, 'known'> & {
    readonly target: Pick<FuzzTarget, 'url' | 'authKind'>;
  },
): Finding {
  const { operation } = suspicion;
  const signature = signatureOf(operation, confirmed.kind);
  return {
    ...identityOf(growth, signature),
    ...statusBy(known, signature),
    operation,
    title: `${labelOf(operation)} ${titles[confirmed.kind]}`,
    reproduction: 'confirmed',
    expected: expectations[confirmed.kind],
    received: [receivedIn(confirmed), ...inTheRun(suspicion)].join('; '),
    steps: confirmed.exchanges.map(plainStepOf),
    curl: confirmed.exchanges.map(({ call }) => curlFor(call, { url, ...defined({ auth: authKind }) })),
  };
}

export function signatureOf(operation: OperationId, kind: Confirmation['kind']): string {
  return [growth.id, operation, kind].join(' ');
}

const titles: Readonly<Record<Confirmation['kind'], string>> = {
  streams: 'takes longer faster than its catalog grows',
  connections: 'takes longer faster than the number of connections grows',
  fields: 'takes longer faster than the fields of a stream become more',
  writes: 'gets slower with every write',
  calls: 'gets slower with every call',
  'now-and-then': 'is slow from time to time',
};

const expectations: Readonly<Record<Confirmation['kind'], string>> = {
  streams: 'latency at most in proportion to the number of streams',
  connections: 'latency at most in proportion to the number of connections',
  fields: 'latency at most in proportion to the number of fields',
  writes: 'the same latency for the same request, however much was written before',
  calls: 'the same latency for the same request, however often the operation was called before',
  'now-and-then': 'the same request answered in about the same time',
};

function receivedIn(confirmed: Confirmation): string {
  if ('steps' in confirmed)
    return `${ms(confirmed.firstMs)} before and ${ms(confirmed.lastMs)} after ${counted(confirmed.steps, confirmed.kind === 'writes' ? 'further write' : 'further call')} (medians)`;
  if (confirmed.kind === 'now-and-then')
    return `${confirmed.slow} of ${confirmed.of} answers to the same request took ${ms(confirmed.slowMs)} instead of ${ms(confirmed.medianMs)} (medians), while another operation was answered`;
  return `${lawText(confirmed.law)}; medians of ${confirmed.law.sizes.map(sizeText).join(', ')}`;
}

const stepsText = { writes: 'writes', calls: 'calls', turns: 'calls about one connection' } as const;

/** What made it suspect. */
function inTheRun(suspicion: Suspicion): readonly string[] {
  if ('trend' in suspicion) {
    const { driver, firstMs, lastMs, steps, samples } = suspicion.trend;
    return [
      `in the run ${ms(firstMs)} with the fewest and ${ms(lastMs)} with the most of ${steps} ${stepsText[driver]} before (${samples} answers)`,
    ];
  }
  if (suspicion.kind !== 'now-and-then') return [];
  return [`in the run ${suspicion.mode.slow} of ${suspicion.mode.of}`];
}

function lawText({ exponent, low, high, timesLinear }: SizeLaw): string {
  return `exponent ${exponent.toFixed(2)}, 95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}; the largest size takes at least ${timesLinear.toFixed(1)} times what the smaller ones foretell`;
}

function sizeText({ size, repetitions, medianMs, isUnanswered }: SizeLaw['sizes'][number]): string {
  return `${size}: ${isUnanswered ? 'no answer within ' : ''}${ms(medianMs)} (${repetitions} times)`;
}

function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}
