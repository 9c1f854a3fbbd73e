import type { Finding, Step } from '../report.ts';

/** One exchange of a finding, as the script of the page unfolds it. */
export interface ShownExchange extends Omit<Step, 'raw'> {
  readonly curl?: string | undefined;
}

/** Bytes that are not JSON stand in the place of the body. */
export function shownExchanges({ steps, curl }: Finding): readonly ShownExchange[] {
  return steps.map(({ raw, ...step }, index) => ({ ...step, request: step.request ?? raw, curl: curl[index] }));
}
