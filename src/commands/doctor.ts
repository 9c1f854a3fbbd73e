/** `airlock doctor`: says what is wrong with the environment, the configuration or the target, and what to do. */
import { Command } from 'commander';
import type { StepResult, Verdict } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { describeFailure } from './failure.ts';
import { targetOptionsOf, text } from './options.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { addReportOptions, addTargetOptions } from './target-options.ts';

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description('say what is wrong with the environment, the target or the configuration')
    .option('--k6 <path>', 'k6 to use (K6_BIN)');
  addReportOptions(addTargetOptions(command));
  return command.action(() => runCommand(command, doctorBody));
}

/** One line of the examination. */
export interface Examined {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What the failure means for a run. */
  readonly code?: Verdict['code'];
}

export async function doctorBody(context: CommandContext): Promise<StepResult> {
  const examined = [...(await examineEnvironment(context)), ...(await examineTarget(context))];
  const failed = examined.filter(({ ok, code }) => !ok && code !== undefined);
  return {
    summary: examined.map(({ name, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(14)} ${detail}`),
    sections: { doctor: { examined } },
    verdicts: failed.map(({ name, detail, code = 3 }) => ({ code, reason: `${name}: ${detail}` })),
  };
}

async function examineEnvironment({ options }: CommandContext): Promise<readonly Examined[]> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const newEnough = major > 22 || (major === 22 && minor >= 18);
  const node: Examined = {
    name: 'Node',
    ok: newEnough,
    detail: newEnough ? process.version : `${process.version} is older than 22.18: install a newer one`,
    ...(newEnough ? {} : { code: 4 as const }),
  };
  return [
    node,
    { name: 'configuration', ok: true, detail: 'read; every option in it is known' },
    await examinePact(),
    await examineK6(text(options, 'k6')),
  ];
}

async function examinePact(): Promise<Examined> {
  try {
    await import('@pact-foundation/pact');
    return { name: 'Pact', ok: true, detail: 'the native library loads' };
  } catch (error) {
    return {
      name: 'Pact',
      ok: false,
      code: 4,
      detail: `the native library does not load: ${firstLine(error)}; npm ci installs it for Linux (glibc), macOS and Windows`,
    };
  }
}

/** A missing k6 is no failure here: the first load test installs it. */
async function examineK6(named: string | undefined): Promise<Examined> {
  const { findK6 } = await import('../performance/find-k6.ts');
  try {
    const { path, version } = await findK6({ install: false, ...(named === undefined ? {} : { named }) });
    return { name: 'k6', ok: true, detail: `${version} at ${path}` };
  } catch (error) {
    const detail =
      named === undefined ? 'not there yet: the first load test installs it, or set K6_BIN' : firstLine(error);
    return { name: 'k6', ok: named === undefined, detail, ...(named === undefined ? {} : { code: 4 as const }) };
  }
}

async function examineTarget(context: CommandContext): Promise<readonly Examined[]> {
  const { createHttp } = await import('../client/http.ts');
  const given = targetOptionsOf(context.options);
  const options = await context.targetOptions();
  const base = new URL(options.url);
  const prefix = base.pathname.replace(/\/$/, '');
  const http = createHttp({
    timeoutMs: given.requestTimeoutMs ?? 10_000,
    ...(given.tls === undefined ? {} : { tls: given.tls }),
    ...(given.proxy === undefined ? {} : { proxy: given.proxy }),
  });
  const found: Examined[] = [];
  try {
    const health = await http.send({
      method: 'GET',
      origin: base.origin,
      path: `${prefix}/v1/health`,
      headers: { accept: 'application/json' },
    });
    if (health.kind === 'failure') {
      const { unreachable } = await import('../target/fixtures.ts');
      return [{ name: 'address', ok: false, code: 3, detail: unreachable(options.url, health).message }];
    }
    found.push(
      { name: 'address', ok: true, detail: options.url },
      {
        name: 'health',
        ok: health.status === 200,
        detail:
          health.status === 200
            ? 'available'
            : `GET /v1/health answered ${health.status}; a proxy may ask for credentials there`,
      },
    );
    const target = await context.openTarget();
    const { workspaceId, sourceId, destinationId, existingConnectionIds } = target.fixtures;
    found.push(
      {
        name: 'credentials',
        ok: true,
        detail: target.authKind === undefined ? 'none needed' : `${target.authKind}, accepted`,
      },
      { name: 'workspace', ok: true, detail: `${workspaceId}, ${existingConnectionIds.length} connections` },
      { name: 'fixtures', ok: true, detail: `source ${sourceId}, destination ${destinationId}` },
      { name: 'consent', ok: true, detail: consentOf(target.consent) },
      await examineDescription(target),
    );
  } catch (error) {
    const { exitCode, line } = describeFailure(error);
    if (exitCode === 6) throw error;
    found.push({ name: 'workspace', ok: false, code: 3, detail: line });
  } finally {
    await http.close();
  }
  return found;
}

function consentOf(consent: object): string {
  const given = Object.entries(consent).flatMap(([name, value]) => (value === true ? [name] : []));
  return given.length === 0 ? 'read only' : `the run may: ${given.join(', ')}`;
}

/** Servers that publish their description say which release they are, as far as it differs. */
async function examineDescription(target: Pick<OpenTarget, 'send'>): Promise<Examined> {
  const { outcome } = await target.send({
    operation: 'transport',
    method: 'GET',
    path: '/v1/openapi',
    headers: { accept: 'application/json' },
  });
  const published = outcome.kind === 'answer' && outcome.status === 200;
  return {
    name: 'description',
    ok: true,
    detail: published
      ? 'published at GET /v1/openapi; airlock spec check says what is wrong with it'
      : 'not published; the built-in one is used',
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
