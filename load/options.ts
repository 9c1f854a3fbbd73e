/** k6 options of a test type: a warm-up that is not measured, then the workload. */
import type { Options, Scenario } from 'k6/options';
import { setupRequests, spacingSeconds } from './limits.ts';
import type { Settings, TestType } from './settings.ts';
import { thresholdsFor } from './thresholds.ts';
import { planFor } from './workloads.ts';
import type { Plan } from './workloads.ts';

export function optionsFor(type: TestType, settings: Settings): Options {
  const plan = planFor(type, settings);
  const measured = measuredScenario(plan, settings);
  return {
    scenarios: plan.warmUpSeconds > 0 ? { warm_up: warmUpScenario(plan), [type]: measured } : { [type]: measured },
    thresholds: thresholdsFor(settings.operation, settings.thresholds),
    insecureSkipTLSVerify: settings.insecure,
    userAgent: settings.userAgent,
    ...(settings.clientCertificate === undefined ? {} : { tlsAuth: [settings.clientCertificate] }),
    setupTimeout: `${Math.ceil(Math.max(60, settings.timeoutSeconds) + setupRequests(settings) * spacingSeconds(settings))}s`,
    // Following a redirect would send one more request, and hide that another server answers.
    maxRedirects: 0,
    summaryTrendStats: trendStats(settings),
    // URLs and the like would make every point several times larger.
    systemTags: ['status', 'scenario', 'expected_response', 'error_code'],
  };
}

/** What the summary has of each trend: the usual values, and the percentiles that a threshold is on. */
function trendStats({ thresholds }: Settings): string[] {
  const asked = Object.values(thresholds)
    .flat()
    .flatMap((expression) => /^\s*(p\([\d.]+\))/.exec(expression)?.[1] ?? []);
  return [...new Set(['count', 'min', 'med', 'avg', 'p(90)', 'p(95)', 'p(99)', 'max', ...asked])];
}

function measuredScenario({ rate, vus, seconds, stages, warmUpSeconds }: Plan, { timeoutSeconds }: Settings): Scenario {
  const { timeUnit, counted } = unitOf([rate, ...(stages ?? []).map(({ target }) => target)]);
  const shared = {
    exec: 'measured',
    startTime: `${warmUpSeconds}s`,
    timeUnit,
    preAllocatedVUs: vus,
    maxVUs: vus,
    gracefulStop: `${timeoutSeconds}s`,
    tags: { phase: 'measured' },
  };
  if (stages === undefined)
    return { ...shared, executor: 'constant-arrival-rate', rate: counted(rate), duration: milliseconds(seconds) };
  return {
    ...shared,
    executor: 'ramping-arrival-rate',
    startRate: 0,
    stages: stages.map((stage) => ({ target: counted(stage.target), duration: milliseconds(stage.seconds) })),
  };
}

/** As fast as a few virtual users can send, or at the rate of a bounded run. */
function warmUpScenario({ rate, vus, warmUpSeconds, warmUpArrivals }: Plan): Scenario {
  const shared = {
    exec: 'warmUp',
    duration: `${warmUpSeconds}s`,
    gracefulStop: '0s',
    tags: { phase: 'warm-up' },
  };
  if (warmUpArrivals === undefined) return { ...shared, executor: 'constant-vus', vus: Math.min(vus, 4) };
  const { timeUnit, counted } = unitOf([rate]);
  return {
    ...shared,
    executor: 'constant-arrival-rate',
    rate: counted(rate),
    timeUnit,
    preAllocatedVUs: vus,
    maxVUs: vus,
  };
}

/** k6 takes whole numbers of arrivals: per second where they are whole, else per thousand seconds. */
function unitOf(rates: readonly number[]): { readonly timeUnit: string; readonly counted: (rate: number) => number } {
  return rates.every(Number.isInteger)
    ? { timeUnit: '1s', counted: (rate) => rate }
    : { timeUnit: '1000s', counted: (rate) => Math.round(rate * 1000) };
}

function milliseconds(seconds: number): string {
  return `${Math.round(seconds * 1000)}ms`;
}
