/** Writes what the k6 operator needs: the bundle, a config map and a `TestRun`. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { stringify } from 'yaml';
import { requestsPerArrival, setupRequests } from '../../load/limits.ts';
import type { LoadOperation, TestType } from '../../load/settings.ts';
import type { StepResult } from '../report/report.ts';
import type { Pace } from '../target/pace.ts';
import { requireBudget } from '../target/require-budget.ts';
import { bundleScript } from './bundle.ts';
import { describedOutput, hasSecretInAddress, outputArguments, secretVariables } from './outputs.ts';
import type { Output } from './outputs.ts';

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
  /** Where the pods send their points. */
  readonly outputs?: readonly Output[];
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
    const manifest = stringify(testRun(name, options), { aliasDuplicateObjects: false });
    makeEmitFolder(folder);
    writeFileSync(join(folder, `${type}.js`), script);
    writeFileSync(
      join(folder, 'config-map.yaml'),
      stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { [`${type}.js`]: script } }),
    );
    writeFileSync(join(folder, 'test-run.yaml'), manifest);
    return {
      sections: { load: { type, emitted: folder } },
      summary: [
        `load      wrote ${type}.js, config-map.yaml and test-run.yaml to ${folder}`,
        `          by hand: k6 run -e AIRLOCK_TARGET=… -e AIRLOCK_WORKSPACE=… ${folder}/${type}.js`,
        `          kubectl apply -f ${folder}/config-map.yaml -f ${folder}/test-run.yaml`,
        ...leftLines(options.outputs ?? []),
      ],
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What the run leaves, and what the cluster must have for it. */
function leftLines(outputs: readonly Output[]): readonly string[] {
  if (outputs.length === 0)
    return [
      '          it leaves the summary in the logs of its pods; --out sends its points to a database or a volume',
    ];
  const keys = Object.values(secretKeys(outputs)).filter((key) =>
    outputs.some(({ name }) => key.startsWith(`${name}-`)),
  );
  const hasFiles = outputs.some(({ file }) => file !== undefined);
  return [
    `          its points go to ${outputs.map(inResults).map(describedOutput).join(', ')}`,
    ...(keys.length === 0 ? [] : [`          credentials for them: keys ${keys.join(', ')} of the secret ${provided}`]),
    ...(hasFiles ? [`          files need a volume claim ${provided}`] : []),
  ];
}

function makeEmitFolder(folder: string): void {
  try {
    makeFolder(folder);
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

/** The name of what the cluster must have ready: a secret, and a volume claim for files. */
const provided = 'airlock-load';
const resultsFolder = '/results';

/**
 * The custom resource `k6.io/v1alpha1`. The operator copies the runner to its initializer, which runs k6 with all variables as
 * arguments (pkg/resources/jobs/initializer.go), so that the initializer is given none that holds a secret.
 * @throws {TypeError} for an output whose address holds a secret.
 */
export function testRun(name: string, options: EmitOptions): object {
  const outputs = options.outputs ?? [];
  const refused = outputs.find(hasSecretInAddress);
  if (refused !== undefined)
    throw new TypeError(
      `Cannot emit --out ${describedOutput(refused)}: its address holds a secret, which would stand in the manifest; send it as a token or a header`,
    );
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
    ...Object.assign({}, ...outputs.map((output) => output.variables)),
  };
  const env = Object.entries(variables).flatMap(([key, value]) => (value === undefined ? [] : [{ name: key, value }]));
  const secrets = Object.entries(secretKeys(outputs)).map(([variable, key]) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: provided, key, optional: true } },
  }));
  const hasFiles = outputs.some(({ file }) => file !== undefined);
  return {
    apiVersion: 'k6.io/v1alpha1',
    kind: 'TestRun',
    metadata: { name },
    spec: {
      parallelism: options.parallelism,
      script: { configMap: { name, file: `${options.type}.js` } },
      arguments: ['--include-system-env-vars', ...outputArguments(outputs.map(inResults))].join(' '),
      // Without an output the summary in the log of the pods is all that there is.
      ...(outputs.length === 0 ? {} : { cleanup: 'post' }),
      initializer: { env },
      runner: {
        env: [...env, ...secrets, ...(hasFiles ? [podName] : [])],
        ...(hasFiles
          ? {
              volumes: [{ name: 'results', persistentVolumeClaim: { claimName: provided } }],
              volumeMounts: [{ name: 'results', mountPath: resultsFolder }],
            }
          : {}),
      },
    },
  };
}

/** Variables that the runner reads from the secret, with their keys there. */
export function secretKeys(outputs: readonly Output[]): Readonly<Record<string, string>> {
  return {
    AIRLOCK_LOAD_HEADERS: 'headers',
    AIRLOCK_CLIENT_ID: 'client-id',
    AIRLOCK_CLIENT_SECRET: 'client-secret',
    ...Object.fromEntries(
      outputs.flatMap(({ name }) =>
        Object.entries(secretVariables(name)).map(([key, variable]) => [variable, `${name}-${key}`] as const),
      ),
    ),
  };
}

/** Kubernetes replaces `$(POD_NAME)` in the command of a pod: each pod writes its own file. */
const podName = { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } };

function inResults(output: Output): Output {
  const { file } = output;
  return file === undefined
    ? output
    : { ...output, file: `${resultsFolder}/$(POD_NAME)-${basename(file).replaceAll(/\s/g, '-')}` };
}
