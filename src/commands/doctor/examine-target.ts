/** What a run needs of its target, from the outside in: address, TLS, health, credentials, workspace, fixtures, version, consent. */
import { defined } from '../../json/defined.ts';
import { below } from '../../client/address.ts';
import { createHttp } from '../../client/http.ts';
import type { Http } from '../../client/http.ts';
import type { Answer } from '../../target/exchange.ts';
import { isLoopbackTarget } from '../../target/consent-guard.ts';
import { strangerIn } from '../../target/stranger.ts';
import { unreachable } from '../../target/fixtures.ts';
import type { OpenTarget } from '../../target/open-target.ts';
import type { Pace } from '../../target/pace.ts';
import type { Consent } from '../../target/target.ts';
import type { TargetOptions } from '../../target/target-options.ts';
import { describeFailure } from '../failure.ts';
import { text } from '../options/option-values.ts';
import type { CommandContext } from '../run-body.ts';
import type { Examined } from './examined.ts';
import { builtInReleases } from '../../../schemas/built-in-releases.ts';
import { parseDescription } from '../../description/load-document.ts';
import { lookAt } from '../../description/look-at-target.ts';
import { objectAt, textAt } from '../../json/json.ts';
import { targetWords } from '../release.ts';

export async function examineTarget(context: CommandContext): Promise<readonly Examined[]> {
  const options = await context.targetOptions();
  const isEmbedded = text(context.options, 'target') === undefined;
  const http = createHttp({
    timeoutMs: options.requestTimeoutMs ?? 10_000,
    ...defined({ tls: options.tls, proxy: options.proxy }),
  });
  const found: Examined[] = [];
  try {
    const health = await paced(context.pace, () => get(http, options.url, '/v1/health'));
    if (health.kind === 'failure') {
      const name = health.reason === 'tls' ? 'TLS' : 'address';
      return [{ name, ok: false, code: 3, detail: unreachable(options.url, health).message }];
    }
    found.push(
      {
        name: 'address',
        ok: true,
        detail: `${options.url}${isEmbedded ? ', the embedded backend; --target names another' : ''}`,
      },
      tlsOf(options, isLoopbackTarget(new URL(options.url).hostname, options.proxy)),
      healthOf(health, options.url),
    );
    const target = await context.openTarget();
    const { workspaceId, sourceId, destinationId, existingConnectionIds, sourceCatalogId } = target.fixtures;
    found.push(
      {
        name: 'credentials',
        ok: true,
        detail: target.authKind === undefined ? 'none given, none needed' : `${target.authKind}, accepted`,
      },
      { name: 'workspace', ok: true, detail: `${workspaceId}, ${existingConnectionIds.length} connections` },
      {
        name: 'fixtures',
        ok: true,
        detail: `source ${sourceId}, destination ${destinationId}, ${sourceCatalogId === undefined ? 'no discovered catalog' : 'a discovered catalog'}`,
      },
      ...(await examineRelease(context, target)),
      { name: 'consent', ok: true, detail: consentIn(target.consent, target.isLoopback) },
    );
  } catch (error) {
    const { exitCode, line } = describeFailure(error);
    if (exitCode === 6) throw error;
    found.push({ name: causeOf(line), ok: false, code: 3, detail: line });
  } finally {
    await http.close();
  }
  return found;
}

/** Before the target is opened the run's pace counts all the same. @throws {BudgetSpentError} */
async function paced<Result>(pace: Pace, send: () => Promise<Result>): Promise<Result> {
  await pace.enter();
  try {
    return await send();
  } finally {
    pace.leave();
  }
}

async function get(http: Http, url: string, path: string): ReturnType<Http['send']> {
  return http.send({ method: 'GET', ...below(url, path), headers: { accept: 'application/json' } });
}

function tlsOf({ url, tls }: TargetOptions, isLoopback: boolean): Examined {
  const isSecure = url.startsWith('https:');
  const detail = !isSecure
    ? isLoopback
      ? 'none, and none needed on the loopback interface'
      : 'none; whoever listens on the way can read the credentials: use https:// if the server has it'
    : tls?.insecure === true
      ? 'any certificate is accepted, because of --insecure; pass --ca to accept only the right one'
      : `the certificate holds${tls?.ca === undefined ? '' : ', by the authority of --ca'}${tls?.cert === undefined ? '' : '; a client certificate is shown'}`;
  return { name: 'TLS', ok: true, detail };
}

/** Only a 5xx means that the server is unwell. A proxy in front may ask for credentials even here, and a page is from another server. */
function healthOf(health: Answer, url: string): Examined {
  const { status, json } = health;
  const isAvailable = status === 200 && json.ok;
  return {
    name: 'health',
    ok: isAvailable,
    detail: isAvailable
      ? 'available'
      : `GET /v1/health ${strangerIn(health, url) ?? `answered ${status}; ${status >= 500 ? 'look at the log of the server' : 'a proxy may ask for credentials there'}`}`,
  };
}

function causeOf(line: string): Examined['name'] {
  if (/answered 40[13]|fetch a token|sign-in/.test(line)) return 'credentials';
  if (/build sandbox connections|(choose|find) a (source|destination)/.test(line)) return 'fixtures';
  return /workspace/.test(line) ? 'workspace' : 'address';
}

async function examineRelease(context: CommandContext, target: OpenTarget): Promise<readonly Examined[]> {
  const release = (await context.releaseOf(target)).target;
  const description = await lookAt(target).get('/v1/openapi', '*/*');
  const isPublished = description.kind === 'answer' && description.status === 200;
  const known =
    release?.builtIn === undefined
      ? 'that of May 2023 is used; --openapi names another'
      : `that of ${builtInReleases[release.builtIn].title} is built in and used`;
  return [
    { name: 'version', ok: true, detail: release === undefined ? 'not asked' : targetWords(release) },
    {
      name: 'description',
      ok: true,
      detail: isPublished
        ? `published${titleOf(description.text)}; what is wrong with it: airlock spec check ${target.url}/v1/openapi; ${known}`
        : `not published at GET /v1/openapi; ${known}`,
    },
  ];
}

/** In JSON or YAML, as servers publish it. */
function titleOf(whole: string): string {
  try {
    const version = textAt(objectAt(parseDescription(whole, 'GET /v1/openapi').document, 'info'), 'version');
    return version === undefined ? '' : `, info.version ${version}`;
  } catch {
    return ', and no OpenAPI document';
  }
}

const optIns = [
  ['harmfulInputs', '--allow-harmful'],
  ['activeSchedules', '--allow-active'],
  ['refresh', '--allow-refresh'],
  ['reset', '--allow-reset'],
] as const;

function consentIn(consent: Consent, isLoopback: boolean): string {
  const writes = consent.writes
    ? `writes to its own connections${isLoopback ? ', because the target is on the loopback interface' : ' (--allow-writes)'}`
    : isLoopback
      ? 'reads only (--read-only)'
      : 'reads only; --allow-writes permits sandbox connections';
  const given = optIns.flatMap(([name, option]) => (consent[name] ? [option] : []));
  return `${writes}; opt-ins: ${given.length === 0 ? 'none' : given.join(', ')}`;
}
