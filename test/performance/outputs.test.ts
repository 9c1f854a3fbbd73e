import { describe, expect, test } from 'vitest';
import { secretsIn } from '../../src/commands/secrets-in.ts';
import { testRun } from '../../src/performance/emit-test-run.ts';
import { variablesFor } from '../../src/performance/k6-variables.ts';
import {
  describedOutput,
  inheritedFor,
  outputArguments,
  outputComplaint,
  outputOf,
  Outputs,
} from '../../src/performance/outputs.ts';
import { k6Environment } from '../../src/performance/run-k6.ts';
import { environmentSecrets, redactorOf } from '../../src/target/redact.ts';

const signedIn = [
  'prometheus-rw=https://me:s3cret-word@prometheus.test/api/v1/write',
  'influxdb=http://me:s3cret-word@influx.test:8086/load',
  'opentelemetry=http://me:s3cret-word@collector.test:4318/otlp',
];

describe('an output', () => {
  test.each([
    ['prometheus-rw=http://h:9090/api/v1/write', { K6_PROMETHEUS_RW_SERVER_URL: 'http://h:9090/api/v1/write' }],
    ['influxdb=http://h:8086/load', { K6_INFLUXDB_ADDR: 'http://h:8086', K6_INFLUXDB_DB: 'load' }],
    ['influxdb=http://h:8086', { K6_INFLUXDB_ADDR: 'http://h:8086' }],
    ['influxdb', {}],
    [
      'opentelemetry=https://h:4318',
      {
        K6_OTEL_EXPORTER_PROTOCOL: 'http/protobuf',
        K6_OTEL_HTTP_EXPORTER_ENDPOINT: 'h:4318',
        K6_OTEL_HTTP_EXPORTER_INSECURE: 'false',
      },
    ],
    [
      'opentelemetry=grpc://h:4317',
      {
        K6_OTEL_EXPORTER_PROTOCOL: 'grpc',
        K6_OTEL_GRPC_EXPORTER_ENDPOINT: 'h:4317',
        K6_OTEL_GRPC_EXPORTER_INSECURE: 'true',
      },
    ],
  ])('is what k6 reads in its environment: %s', (given, variables) => {
    expect(outputOf(given)).toMatchObject({ variables, credentials: {} });
  });

  test.each([
    ['prometheus', 'expected prometheus-rw, opentelemetry, influxdb, json, csv'],
    ['json', 'expected a file, such as json=points.json.gz'],
    ['csv=-', 'expected a file, such as csv=points.csv.gz'],
    ['csv=file_name=x', 'k6 takes no file with "="'],
    ['influxdb=ftp://h/db', 'expected an address such as http://influxdb:8086/k6'],
    ['influxdb=', 'expected an address such as'],
    ['influxdb=http://h/db?insecure=true', 'k6 takes no query there'],
    ['opentelemetry=grpc://me:s3cret-word@h', 'K6_OTEL_HEADERS'],
    ['influxdb=me:s3cret-word@h', 'expected an address'],
  ])('is refused: %s', (given, why) => {
    expect(() => outputOf(given)).toThrow(why);
    expect(() => outputOf(given)).not.toThrow('s3cret-word');
  });

  test.each(signedIn)('has its credentials in the environment of k6, and in nothing that is shown: %s', (given) => {
    const output = outputOf(given);
    const outputs = new Outputs([output]);

    const variables = variablesFor({ ...asked, outputs }, '.');

    expect(Object.values(variables)).toEqual(expect.arrayContaining(['me', 's3cret-word']));
    expect(JSON.stringify([outputs.nextArguments(), describedOutput(output), output.url])).not.toContain('s3cret-word');
    expect(secretsIn({ outputs: [given] })).toContain('s3cret-word');
  });

  test('takes its own variables of the environment along, and no others', () => {
    const environment = { K6_INFLUXDB_PASSWORD: 'p', K6_PROMETHEUS_RW_PASSWORD: 'q', K6_VUS: '9' };

    const kept = k6Environment({}, { inherits: inheritedFor([outputOf('influxdb')]), environment });

    expect(kept).toMatchObject({ K6_INFLUXDB_PASSWORD: 'p' });
    expect(kept).not.toHaveProperty('K6_PROMETHEUS_RW_PASSWORD');
    expect(kept).not.toHaveProperty('K6_VUS');
  });

  test('writes a file for each process of k6', () => {
    const outputs = new Outputs([outputOf('json=a/points.json.gz'), outputOf('influxdb')]);

    expect(outputs.nextArguments()).toEqual(['--out', 'json=a/points.json.gz', '--out', 'influxdb']);
    expect(outputs.nextArguments()).toEqual(['--out', 'json=a/points-2.json.gz', '--out', 'influxdb']);
    expect(outputArguments([outputOf('csv=./points')], 3)).toEqual(['--out', 'csv=./points-3']);
  });
});

test('secrets of outputs in the environment are masked', () => {
  const mask = redactorOf(
    environmentSecrets({
      K6_PROMETHEUS_RW_BEARER_TOKEN: 'bearer-word',
      K6_OTEL_HEADERS: 'x-api-key=otel-word,y=z',
      K6_PROMETHEUS_RW_HEADERS_AUTHORIZATION: 'header-word',
      K6_INFLUXDB_ADDR: 'http://me:address-word@influx.test',
    }),
  );

  expect(mask('bearer-word otel-word header-word address-word')).toBe('*** *** *** ***');
});

test('what k6 says of an output is told, what it says of a script is not', () => {
  const said = [
    'time="…" level=error msg="iteration failed: x" source=console',
    String.raw`time="…" level=error msg="Couldn't write stats" error="Post \"http://h/write\": connection refused" output=InfluxDBv1`,
  ].join('\n');

  expect(outputComplaint(said)).toBe('Couldn\'t write stats: Post "http://h/write": connection refused');
  expect(outputComplaint(said.split('\n')[0] ?? '')).toBeUndefined();
  const outputs = new Outputs([outputOf('influxdb')]);
  expect([outputs.heard(''), outputs.heard(said), outputs.heard(said)]).toEqual([
    undefined,
    expect.stringContaining('connection refused'),
    undefined,
  ]);
});

interface Emitted {
  readonly spec: {
    readonly arguments: string;
    readonly cleanup?: string;
    readonly initializer: { readonly env: readonly { readonly name: string }[] };
    readonly runner: { readonly env: readonly { readonly name: string; readonly valueFrom?: object }[] };
  };
}

describe('an emitted TestRun', () => {
  const emitted = (outputs: readonly string[]): Emitted =>
    testRun('airlock-average', { ...emit, outputs: outputs.map(outputOf) }) as Emitted;

  test.each(signedIn)('has the output, and its credentials as references alone: %s', (given) => {
    const { spec } = emitted([given]);
    const { k6Name, variables, credentials } = outputOf(given);

    expect(spec.arguments).toBe(`--include-system-env-vars --out ${k6Name}`);
    expect(spec.runner.env).toEqual(
      expect.arrayContaining(Object.entries(variables).map(([name, value]) => ({ name, value }))),
    );
    for (const name of Object.keys(credentials))
      expect(spec.runner.env.find((one) => one.name === name)?.valueFrom).toMatchObject({
        secretKeyRef: { name: 'airlock-load', optional: true },
      });
    expect(JSON.stringify(spec)).not.toContain('s3cret-word');
  });

  test('hands the initializer nothing secret, because the operator puts its variables on a command line', () => {
    const { spec } = emitted(signedIn);

    expect(spec.initializer.env).not.toEqual([]);
    expect(spec.initializer.env.filter((one) => 'valueFrom' in one)).toEqual([]);
  });

  test('has a file for each pod on a volume', () => {
    const { spec } = emitted(['json=points of today.json.gz']);

    expect(spec.arguments).toContain('--out json=/results/$(POD_NAME)-points-of-today.json.gz');
    expect(spec.runner).toMatchObject({
      volumes: [{ persistentVolumeClaim: { claimName: 'airlock-load' } }],
      volumeMounts: [{ mountPath: '/results' }],
    });
  });

  test('keeps its pods, with the summary in their logs, where nothing else is left', () => {
    expect(emitted([]).spec).not.toHaveProperty('cleanup');
    expect(emitted(['influxdb']).spec.cleanup).toBe('post');
  });

  test('is refused where the address itself is a secret', () => {
    expect(() => emitted(['prometheus-rw=https://h/write?api_key=s3cret-word'])).toThrow('its address holds a secret');
    expect(() => emitted(['prometheus-rw=https://h/write?api_key=s3cret-word'])).not.toThrow('s3cret-word');
  });
});

const asked = {
  k6: { path: 'k6', version: 'v2.2.0' },
  type: 'smoke',
  operation: 'list',
  target: { url: 'http://localhost:8000/api', workspaceId: 'w' },
  emit: () => undefined,
  signal: new AbortController().signal,
} as const;
const emit = {
  type: 'average',
  operation: 'mixed',
  folder: 'unused',
  target: 'http://airbyte:8000/api',
  workspaceId: 'w',
  thresholds: {},
  parallelism: 2,
} as const;
