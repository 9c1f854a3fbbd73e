/** An experiment on rare slowness: the very same request again and again, in turns with a control. */
import { operations } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Exchange } from '../../src/target/exchange.ts';
import { latencyOf } from './bench.ts';
import type { Bench } from './bench.ts';
import { controlOf } from './control.ts';
import { medianOf } from '../../src/statistics/quantile.ts';
import type { GrowthThresholds } from './sample.ts';
import type { Confirmation } from './confirmation.ts';
import { slowFrom } from './slow-mode.ts';
import type { Suspicion } from './suspicions.ts';

const mostRepeated = 200;
/** Of its own, that are there at a time. */
const mostMade = 20;
const leastSlow = 4;
/** Of one answer in n, ten are expected: four are then missed once in a hundred times. */
const expected = 10;

export function repetitionsFor({ slow, of }: { readonly slow: number; readonly of: number }): number {
  return Math.min(mostRepeated, Math.ceil((expected * of) / slow));
}

/** Of what it usually takes: slower, the machine was busy just then. */
const mostOfControl = 3;

/**
 * When an answer is late others are asked: only if those are answered as quickly as usual, while the late one is still waited
 * for, the server as a whole did not pause and was not busy. And a control that is asked as often must never be slow: a network
 * that loses packets is slow to both.
 */
export async function lookAtRepetitions(
  bench: Bench,
  { operation, mode }: Extract<Suspicion, { readonly kind: 'now-and-then' }>,
  { slowMs }: GrowthThresholds,
): Promise<Confirmation | undefined> {
  const connectionId = await bench.create();
  if (connectionId === undefined) return undefined;
  const about = { connectionId };
  const latencies: number[] = [];
  const controls: number[] = [];
  const alone: Exchange[] = [];
  let quick: Exchange | undefined;
  let wasSlow = false;
  for (let sent = 0; sent < repetitionsFor(mode) && alone.length < leastSlow; sent += 1) {
    const control = await bench.call(controlOf(operation), about);
    if (control === undefined || latencyOf(control) >= slowMs / 2) return undefined;
    controls.push(latencyOf(control));
    const pending = bench.call(operation, about);
    const isLate = await Promise.race([pending.then(() => false), after(slowMs / 2)]);
    const meanwhile: Exchange[] = [];
    for (const asked of isLate ? askedMeanwhile(operation) : []) {
      const answered = await bench.call(asked, about);
      if (answered !== undefined && isAnswer(answered.outcome)) meanwhile.push(answered);
    }
    const exchange = await pending;
    if (bench.made() > mostMade) await bench.retireTo(1);
    if (exchange === undefined) return undefined;
    const ms = latencyOf(exchange);
    latencies.push(ms);
    const isSlow = ms >= slowFrom(medianOf(latencies), slowMs);
    // After a pause the one that has more to do is answered later as well, by about as much as it usually takes.
    const leads = meanwhile.map((answered) => leadOf(answered, exchange));
    const usual = medianOf(controls);
    const isServerFree =
      leads.length > 1 &&
      leads.every((lead) => lead >= Math.max(slowMs / 5, ms / 4)) &&
      meanwhile.some(
        (answered) => answered.call.operation === control.call.operation && latencyOf(answered) < mostOfControl * usual,
      );
    if (isSlow && isServerFree && !wasSlow) alone.push(exchange);
    if (!isSlow) quick = exchange;
    wasSlow = isSlow;
  }
  if (alone.length < leastSlow || quick === undefined) return undefined;
  const medianMs = medianOf(latencies);
  return {
    kind: 'now-and-then',
    slow: alone.length,
    of: latencies.length,
    slowMs: medianOf(alone.map(latencyOf)),
    medianMs,
    exchanges: [quick, ...alone.slice(-1)],
  };
}

/** One that writes as well, where the late one does: a disk that stalls leaves reads alone. */
function askedMeanwhile(operation: OperationId): readonly OperationId[] {
  const control = controlOf(operation);
  if (operation === 'webBackendUpdateConnection') return ['webBackendCreateConnection', control];
  return operations[operation].writes ? ['webBackendUpdateConnection', control] : [control, control];
}

/** How long before the late one the other was answered, in ms. */
function leadOf({ endedAt: other = 0 }: Exchange, { endedAt: late = 0 }: Exchange): number {
  return late - other;
}

function after(ms: number): Promise<true> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(true), ms).unref?.();
  });
}
