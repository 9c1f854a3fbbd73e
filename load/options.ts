/** k6 options of a test type: a warm-up that is not measured, then the workload. */
import type { Options, Scenario } from 'k6/options';
import type { Settings, TestType } from './settings.ts';
import { thresholdsFor } from './thresholds.ts';
import { planFor } from './workloads.ts';

export function optionsFor(type: TestType, settings: Settings): Options {
  const { rate, seconds, vus, stages } = planFor(type, settings);
  const gracefulStop = `${settings.timeoutSeconds}s`;
  const shared = {
    exec: 'measured',
    startTime: `${settings.warmUpSeconds}s`,
    timeUnit: '1s',
    preAllocatedVUs: vus,
    maxVUs: vus,
    gracefulStop,
    tags: { phase: 'measured' },
  };
  const scenario: Scenario =
    stages === undefined
      ? { ...shared, executor: 'constant-arrival-rate', rate, duration: `${seconds}s` }
      : {
          ...shared,
          executor: 'ramping-arrival-rate',
          startRate: 0,
          stages: stages.map((stage) => ({ target: stage.target, duration: `${stage.seconds}s` })),
        };
  const warmUp: Scenario = {
    executor: 'constant-vus',
    exec: 'warmUp',
    vus: Math.min(vus, 4),
    duration: `${settings.warmUpSeconds}s`,
    gracefulStop: '0s',
    tags: { phase: 'warm-up' },
  };
  return {
    scenarios: settings.warmUpSeconds > 0 ? { warm_up: warmUp, [type]: scenario } : { [type]: scenario },
    thresholds: thresholdsFor(settings.operation, settings.thresholds),
    insecureSkipTLSVerify: settings.insecure,
    ...(settings.clientCertificate === undefined ? {} : { tlsAuth: [settings.clientCertificate] }),
    setupTimeout: `${Math.max(60, settings.timeoutSeconds)}s`,
    summaryTrendStats: ['count', 'min', 'med', 'avg', 'p(90)', 'p(95)', 'p(99)', 'max'],
    // URLs and the like would make every point several times larger.
    systemTags: ['status', 'scenario', 'expected_response', 'error_code'],
  };
}
