/** Writes what the k6 operator needs: the bundle, a config map and a `TestRun`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { requestsPerArrival, setupRequests } from '../../load/limits.ts';
import type { LoadOperation, TestType } from '../../load/settings.ts';
import type { StepResult } from '../report/report.ts';
import type { Pace } from '../target/pace.ts';
import { requireBudget } from '../target/require-budget.ts';
import { bundleScript } from './bundle.ts';

export interface EmitOptions {
  readonly type: TestType;
  readonly operation: LoadOperation;
  readonly folder: string;
  readonly target: string;
  readonly workspaceId: string;
  readonly thresholds: Readonly<Record<string, readonly string[]>>;
  readonly parallelism: number;
  readonly rate?: number;
  readonly vus?: number;
  readonly durationSeconds?: number;
  /** Bounds for the whole schedule, whatever the number of pods. */
  readonly pace?: Pick<Pace, 'ratePerSecond' | 'maxRequests'>;
}

/** Kubernetes refuses larger config maps. */
const configMapLimit = 1024 * 1024;

/** Credentials are not written: the runner reads them from a secret named `airlock-load`. @throws {Error} for a bundle that no config map holds. */
export async function emitTestRun(options: EmitOptions): Promise<StepResult> {
  const { type, folder } = options;
  const work = mkdtempSync(join(tmpdir(), 'airlock-emit-'));
  try {
    const script = readFileSync(await bundleScript(type, work), 'utf8');
    if (Buffer.byteLength(script) > configMapLimit)
      throw new Error(
        `Cannot emit "${type}": its bundle of ${Buffer.byteLength(script)} bytes does not fit into a config map`,
      );
    const name = `airlock-${type}`;
    makeFolder(folder);
    writeFileSync(join(folder, `${type}.js`), script);
    writeFileSync(
      join(folder, 'config-map.yaml'),
      stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { [`${type}.js`]: script } }),
    );
    writeFileSync(join(folder, 'test-run.yaml'), stringify(testRun(name, options)));
    return {
      sections: { load: { type, emitted: folder } },
      summary: [
        `load      wrote ${type}.js, config-map.yaml and test-run.yaml to ${folder}`,
        `          by hand: k6 run -e AIRLOCK_TARGET=… -e AIRLOCK_WORKSPACE=… ${folder}/${type}.js`,
        `          kubectl apply -f ${folder}/config-map.yaml -f ${folder}/test-run.yaml`,
      ],
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new TypeError(`Cannot write to --emit "${folder}": ${code}; name a folder that can be written`, {
      cause: error,
    });
  }
}

/** Each pod discovers the connections itself, and fetches its own token for client credentials. @throws {TypeError} */
function budgetOf({ pace, parallelism, operation }: EmitOptions): number | undefined {
  if (pace?.maxRequests === undefined) return undefined;
  const setup = setupRequests({ client: { id: '', secret: '' } });
  const needed = parallelism * setup + requestsPerArrival({ operation });
  requireBudget(
    { maxRequests: pace.maxRequests, left: () => pace.maxRequests ?? 0 },
    needed,
    'Cannot emit a load test',
  );
  return pace.maxRequests - (parallelism - 1) * setup;
}

/** The custom resource `k6.io/v1alpha1`. */
export function testRun(name: string, options: EmitOptions): object {
  const variables: Readonly<Record<string, string | undefined>> = {
    AIRLOCK_TARGET: options.target,
    AIRLOCK_WORKSPACE: options.workspaceId,
    AIRLOCK_OPERATION: options.operation,
    AIRLOCK_THRESHOLDS: JSON.stringify(options.thresholds),
    AIRLOCK_RATE: options.rate?.toString(),
    AIRLOCK_VUS: options.vus?.toString(),
    AIRLOCK_DURATION_SECONDS: options.durationSeconds?.toString(),
    AIRLOCK_RATE_LIMIT: options.pace?.ratePerSecond?.toString(),
    AIRLOCK_MAX_REQUESTS: budgetOf(options)?.toString(),
    K6_NO_USAGE_REPORT: 'true',
  };
  const env = Object.entries(variables).flatMap(([key, value]) => (value === undefined ? [] : [{ name: key, value }]));
  const secrets = Object.entries({
    AIRLOCK_LOAD_HEADERS: 'headers',
    AIRLOCK_CLIENT_ID: 'client-id',
    AIRLOCK_CLIENT_SECRET: 'client-secret',
  }).map(([variable, key]) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: 'airlock-load', key, optional: true } },
  }));
  return {
    apiVersion: 'k6.io/v1alpha1',
    kind: 'TestRun',
    metadata: { name },
    spec: {
      parallelism: options.parallelism,
      script: { configMap: { name, file: `${options.type}.js` } },
      arguments: '--include-system-env-vars',
      cleanup: 'post',
      runner: { env: [...env, ...secrets] },
    },
  };
}
