/** What every test type runs: discovery, the warm-up, and one measured iteration. */
import { sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import { operations } from '../schemas/operations.ts';
import { defined } from './defined.ts';
import { dueAt } from './arrivals.ts';
import { authorizationFor, fetchToken } from './authorization.ts';
import { connectionIdsIn } from './connection-ids-in.ts';
import { spacingSeconds } from './limits.ts';
import { get, list } from './operations.ts';
import type { Arm, Response } from './operations.ts';
import type { Client, Settings } from './settings.ts';
import { verdictOn } from './validators.ts';
import type { Plan } from './workloads.ts';

const scriptErrors = new Counter('script_errors');
/** Answers that were validated against their schema, and those that violate it. */
const contractChecks = new Counter('contract_checks');
const contractViolations = new Counter('contract_violations');
/** Answers that are neither a list nor a connection: a page of another server, or an error with status 200. */
const foreignAnswers = new Counter('foreign_answers');
/** As `http_req_duration`, from the time at which the request was due, so that late requests cannot hide a stall. */
const fromIntendedStart = new Trend('from_intended_start', true);
/** Answers with `Retry-After`, which a schedule cannot obey. */
const askedToWait = new Counter('asked_to_wait');
/** How late k6 itself was. */
const generatorLag = new Trend('generator_lag', true);

/** One of this many answers is checked against its schema. */
const sampleEvery = 50;

export interface Discovered {
  readonly arms: readonly Arm[];
}

/** Finds the connections to get in every target. @throws when a target has none or does not answer. */
export function discover(settings: Settings): Discovered {
  const { target, workspaceId, headers, baseTarget, baseHeaders } = settings;
  const candidate = armOf({ name: 'candidate', target, workspaceId, headers }, settings, settings.client);
  if (baseTarget === undefined) return { arms: [candidate] };
  const baseWorkspaceId = settings.baseWorkspaceId ?? workspaceId;
  const base = { name: 'base', target: baseTarget, workspaceId: baseWorkspaceId, headers: baseHeaders };
  return { arms: [armOf(base, settings, settings.baseClient), candidate] };
}

function armOf(asked: Omit<Arm, 'connectionIds' | 'token'>, settings: Settings, client: Client | undefined): Arm {
  const { name, target, workspaceId } = asked;
  const token = client === undefined ? undefined : fetchToken(asked, client);
  if (token !== undefined) sleep(spacingSeconds(settings));
  const headers = token === undefined ? asked.headers : { ...asked.headers, Authorization: token.value };
  const response = http.post(
    `${target}${operations.webBackendListConnectionsForWorkspace.path}`,
    JSON.stringify({ workspaceId }),
    {
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
      tags: { name: 'discovery', phase: 'setup' },
      responseType: 'text',
    },
  );
  sleep(spacingSeconds(settings));
  if (response.status !== 200)
    throw new Error(
      `Cannot discover connections of ${name}: the list was answered with ${response.status} ${response.error}`,
    );
  const connectionIds = connectionIdsIn(response.body).slice(0, 200);
  if (settings.operation !== 'list' && connectionIds.length === 0)
    throw new Error(`Cannot load ${name}: its workspace has no connection to get`);
  return { ...asked, connectionIds, ...defined({ token }) };
}

/**
 * As it is asked now: with a token that still lives. `undefined` where a bounded run has just fetched one: that request takes the place of
 * those of the arrival.
 */
function authorized(arm: Arm, settings: Settings): Arm | undefined {
  const credentials = arm.name === 'base' ? settings.baseClient : settings.client;
  if (credentials === undefined || arm.token === undefined) return arm;
  const { value, isFresh } = authorizationFor(arm, credentials, arm.token);
  if (isFresh && (settings.rateLimit !== undefined || settings.maxRequests !== undefined)) return undefined;
  return { ...arm, headers: { ...arm.headers, Authorization: value } };
}

export function warmUp(settings: Settings, { arms }: Discovered, { warmUpArrivals }: Plan): void {
  const turn = exec.scenario.iterationInTest;
  if (warmUpArrivals !== undefined && turn >= warmUpArrivals) return;
  // In a bounded run an arrival of the warm-up sends as much as a measured one.
  const asked = warmUpArrivals === undefined ? arms : arms.filter((_, index) => index === turn % arms.length);
  for (const each of asked) {
    const arm = authorized(each, settings);
    if (arm === undefined) continue;
    const began = Date.now();
    if (settings.operation !== 'get') list(arm, settings.timeoutSeconds, false);
    space(settings, began);
    if (settings.operation !== 'list') get(arm, exec.vu.iterationInScenario, settings.timeoutSeconds, false);
  }
}

/** Pauses between two requests of one arrival as long as the rate limit demands. */
function space(settings: Settings, began: number): void {
  const rest = settings.operation === 'mixed' ? spacingSeconds(settings) - (Date.now() - began) / 1000 : 0;
  if (rest > 0) sleep(rest);
}

/** One arrival: a list and a get of one of its items, or only one of the two. */
export function measured(settings: Settings, { arms }: Discovered, plan: Plan): void {
  try {
    const turn = exec.scenario.iterationInTest;
    if (plan.maxArrivals !== undefined && turn >= plan.maxArrivals) return;
    const due = dueAt(plan, turn);
    const lagMs = due === undefined ? undefined : Math.max(0, Date.now() - exec.scenario.startTime - due * 1000);
    if (lagMs !== undefined) generatorLag.add(lagMs);
    const chosen = arms[chosenArm(turn, arms.length, settings.seed)] ?? arms[0];
    if (chosen === undefined) throw new Error('no target was discovered');
    const arm = authorized(chosen, settings);
    if (arm === undefined) return;
    const began = Date.now();
    const sampled = turn % sampleEvery === 0;
    if (settings.operation !== 'get')
      look('list', list(arm, settings.timeoutSeconds, sampled), arm, { sampled, lagMs });
    space(settings, began);
    if (settings.operation !== 'list') {
      const asked = get(arm, Math.floor(turn / arms.length), settings.timeoutSeconds, sampled);
      look('get', asked, arm, { sampled, lagMs });
    }
  } catch (error) {
    // k6's exit code does not show an iteration that threw.
    scriptErrors.add(1);
    if (exec.scenario.iterationInTest < 5) console.error(`iteration failed: ${String(error)}`);
  }
}

/** Permuted blocks: of every `arms` neighbours each target gets one, in an order that a hash decides. */
function chosenArm(turn: number, arms: number, seed: number): number {
  if (arms < 2) return 0;
  const block = Math.floor(turn / 2);
  let hash = Math.imul(block ^ seed, 0x9e3779b1);
  hash ^= hash >>> 15;
  return ((hash & 1) + (turn % 2)) % 2;
}

interface Look {
  readonly sampled: boolean;
  /** How late the arrival was; `undefined` where it is not known when it was due. */
  readonly lagMs: number | undefined;
}

function look(operation: 'list' | 'get', response: Response, arm: Arm, { sampled, lagMs }: Look): void {
  const { body, timings, status, headers } = response;
  if ((status === 429 || status === 503) && headers['Retry-After'] !== undefined) askedToWait.add(1, { operation });
  // A user also waits for the connection, which k6 leaves out of the duration.
  if (lagMs !== undefined)
    fromIntendedStart.add(lagMs + timings.blocked + timings.duration, { operation, arm: arm.name });
  if (!sampled || typeof body !== 'string') return;
  contractChecks.add(1, { operation });
  const verdict = verdictOn(operation, body);
  if (verdict !== 'as described') contractViolations.add(1, { operation });
  if (verdict === 'foreign') foreignAnswers.add(1, { operation });
}
