/** Tries findings again once the phases are over. */
import type { Finding } from '../../src/report/report.ts';
import { reproductionOf, statusOf } from './finding-entry.ts';
import type { FindingEntry } from './finding-entry.ts';
import type { Reruns } from './reruns.ts';

/** What is told while findings are tried again. */
export interface RetryHooks<Confirmed = Finding> {
  /** Before each try, with its number and how many there are. */
  readonly onTry?: (number: number, total: number) => void;
  /** A finding came back each time. */
  readonly onConfirmed?: (finding: Confirmed) => void;
}

/** How often a finding is sent again. */
export const tries = 3;
const statusOrder: readonly Finding['status'][] = ['new', 'known', 'deviation'];

/**
 * Tries each finding again, three times, within what is left of the time. All have their first try before any has
 * its second; those that nobody has explained come first.
 */
export async function retryFindings(
  findings: readonly FindingEntry[],
  {
    reruns,
    workers,
    onTry,
    onConfirmed,
  }: RetryHooks<FindingEntry> & { readonly reruns: Reruns; readonly workers: number },
): Promise<void> {
  const entries = findings.toSorted(
    (left, right) => statusOrder.indexOf(statusOf(left)) - statusOrder.indexOf(statusOf(right)),
  );
  let begun = 0;
  for (let round = 0; round < tries; round += 1)
    await eachFinding(entries, workers, async (entry) => {
      begun += 1;
      onTry?.(begun, entries.length * tries);
      await retry(entry, reruns);
      if (round === tries - 1 && reproductionOf(entry.retries) === 'confirmed') onConfirmed?.(entry);
    });
}

/** Tries that must find time. What is explained is tried again with what there is; a released server shows dozens of it. */
export function triesOf(entry: FindingEntry): number {
  return statusOf(entry) === 'new' ? tries : 1;
}

/** A few at once, as in the phases; cases of the concurrency phase need the target for themselves. */
export async function eachFinding(
  entries: readonly FindingEntry[],
  workers: number,
  work: (entry: FindingEntry) => Promise<void>,
): Promise<void> {
  const queue = entries.filter((entry) => !isAlone(entry));
  const worker = async (): Promise<void> => {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) await work(entry);
  };
  await Promise.all(Array.from({ length: workers }, worker));
  for (const entry of entries.filter(isAlone)) await work(entry);
}

function isAlone({ testCase }: FindingEntry): boolean {
  return testCase.phase === 'concurrency';
}

async function retry(entry: FindingEntry, reruns: Reruns): Promise<void> {
  const again = await reruns.again(entry.testCase, entry);
  if (again === 'stopped') return;
  Object.assign(entry, again);
  const { reproduced, tried } = entry.retries ?? { reproduced: 0, tried: 0 };
  entry.retries = { reproduced: reproduced + (again === undefined ? 0 : 1), tried: tried + 1 };
}
