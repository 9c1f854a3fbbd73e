/** The last gate before the wire: every request to the target is judged here, as it will be sent. */
import type { TrapId } from '../../schemas/traps.ts';
import type { HttpRequest } from '../client/http.ts';
import { activityOfRun } from './activity.ts';
import type { Settle } from './activity.ts';
import {
  activates,
  isAboutOwn,
  markIn,
  namesOwn,
  otherConnection,
  overridesMethod,
  refreshes,
  resets,
} from './body-rules.ts';
import type { Ownership } from './body-rules.ts';
import { permission } from './consent-guard.ts';
import { effectsUnder } from './effect.ts';
import type { Effect } from './effect.ts';
import { ConsentError } from './errors.ts';
import { selectsNamelessStream } from './nameless-stream.ts';
import { sentBody, serialisedBody } from './sent-body.ts';
import type { SentBody } from './sent-body.ts';
import type { Consent } from './target.ts';

/** What the run may do now. */
export interface Rights extends Ownership {
  readonly consent: Consent;
  readonly isLoopback: boolean;
  /** Whether an answer has shown the operation with a connection that the run made. */
  ownsOperation(operationId: string): boolean;
  /** What damages the target, once its release is known. */
  readonly traps?: ReadonlySet<TrapId>;
  /** How the names of the run's connections begin. */
  readonly mark: string;
  /** Journals, before it is sent, that a create carries the mark in its prefix only. False when that cannot be written. */
  noteUnnamed(): boolean;
}

/** What is known of a request that passed. */
export interface Passed {
  /** It makes the server discover a source. */
  readonly refreshes: boolean;
  /** To be called with what became of it, once. */
  readonly settle?: Settle;
}

/**
 * `serialised` is the value that `JSON.stringify` made the body from, if it did: then the body need not be parsed.
 * @throws {ConsentError} for a request that the run may not send.
 */
export type Gate = (request: HttpRequest, serialised?: { readonly value: unknown }) => Passed;

/**
 * The rules, in the order in which they apply:
 * 1. What is not known to be a read is a write; `effect.ts` has what is known. A read that refreshes a catalog writes to every connection
 *    of the source, and needs consent of its own, unless nothing but the run uses that source.
 *    Deleting a connection or an operation is the consent of `--allow-harmful`, and for connections that the run made.
 * 2. A write with an unknown effect is never sent: no sandbox could undo it.
 * 3. A write names no connection but those that the run made, and `unknownId`, which nothing has: neither in its query nor in its body, in
 *    whatever spelling.
 * 4. Any other write needs consent: to writes, to resets, to whatever starts a sync, which an update may do by what others have sent before it.
 * 5. What no consent permits on the release of the target is never sent: a create whose connection breaks the list, and has no id to delete.
 * 6. A create off the loopback interface carries the run's mark in its name or its prefix: cleaning up recognises connections by it.
 *
 * Three senders do not pass here and do nothing but read: the health check of a target, the fetching of a token, and k6.
 */
export function gateOf(prefix: string, rights: () => Rights): Gate {
  const effectOf = effectsUnder(prefix);
  const activity = activityOfRun();
  return (request, serialised) => {
    const effect = effectOf(request);
    const held = rights();
    const what = nameOf(request, effect);
    const never = (reason: string): ConsentError => new ConsentError(`Cannot send ${what}: ${reason}`);
    if (effect.kind === 'unknown') throw never(`${effect.reason}, and only create and update may write`);
    if (isVeiled(request)) throw never('its body is compressed or in an odd charset, and cannot be judged');
    const body = serialised === undefined ? sentBody(request.body ?? '') : serialisedBody(serialised.value);
    const query = sentBody(request.path.split('?').slice(1).join('?'));
    const isWrite = effect.kind !== 'read' || overridesMethod(body);
    const other = isWrite ? (otherConnection(body, held) ?? otherConnection(query, held)) : undefined;
    if (other !== undefined) throw never(`it names connection ${other}, which this run did not make`);
    if (isWrite) needConsent(held.consent, 'writes', what);
    if (effect.kind === 'removal') {
      needConsent(held.consent, 'harmfulInputs', what);
      const owns = (id: string): boolean => (effect.of === 'connectionId' ? held.owns(id) : held.ownsOperation(id));
      if (!namesOwn(body, effect.of, owns))
        throw never('it names no connection that this run made, and no operation of one');
    }
    // A server that goes by the path alone refreshes by any method.
    const passed = { refreshes: refreshes(body) || refreshes(query) };
    if (passed.refreshes && !isOwnRefresh(body, effect, held)) needConsent(held.consent, 'refresh', what);
    if (!isWrite) return passed;
    const isCreate = effect.kind === 'write' && effect.at === 'webBackendCreateConnection';
    if (isCreate && held.traps?.has('nameless-stream') === true && selectsNameless(request, serialised))
      throw never(
        'it selects a stream without a name, which this release stores behind a 500; from then on no list of the workspace is answered',
      );
    const mark = isCreate ? markIn(body, held.mark) : 'name';
    if (mark === undefined && !held.isLoopback)
      throw never(`neither its name nor its prefix begins with "${held.mark}", by which airlock cleanup would know it`);
    if (!isCreate && resets(body)) needConsent(held.consent, 'reset', what);
    if (activates(body) || (!isCreate && activity.starts(body, (id) => held.owns(id))))
      needConsent(held.consent, 'activeSchedules', what);
    if (mark === 'prefix' && !held.noteUnnamed())
      throw never('its name says nothing, and the journal cannot be written');
    return { ...passed, settle: activity.sent(body, isCreate ? 'create' : 'update') };
  };
}

/** A get of a connection that the run made, on a source that nothing else uses. */
function isOwnRefresh(body: SentBody, effect: Effect, held: Rights): boolean {
  return (
    held.consent.ownRefresh === true &&
    effect.kind === 'read' &&
    effect.carriesOut === 'webBackendGetConnection' &&
    isAboutOwn(body, 'connectionId', (id) => held.owns(id)) &&
    otherConnection(body, held) === undefined
  );
}

function selectsNameless({ body = '' }: HttpRequest, serialised: { readonly value: unknown } | undefined): boolean {
  if (serialised !== undefined) return selectsNamelessStream(serialised.value);
  try {
    return selectsNamelessStream(JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString('utf8')));
  } catch {
    return false; // no server makes a catalog of it
  }
}

function nameOf({ method, path }: HttpRequest, effect: Effect): string {
  return (effect.kind === 'read' || effect.kind === 'write') && effect.carriesOut !== undefined
    ? effect.carriesOut
    : `${method} ${path}`;
}

/** True for an encoding that hides ASCII letters, as UTF-16 does not: such a body cannot be judged. */
function isVeiled({ headers }: HttpRequest): boolean {
  return Object.entries(headers).some(([name, value]) =>
    /^content-encoding$/i.test(name)
      ? value.trim().toLowerCase() !== 'identity'
      : /^content-type$/i.test(name) &&
        /charset\s*=(?!\s*"?(utf-(8|16|32)|us-ascii|iso-8859-|windows-12))/i.test(value),
  );
}

const reasons = {
  writes: 'the run may not write',
  refresh: 'a refresh changes every connection of the source',
  reset: 'without "skipReset": true the streams of an updated catalog are reset and synced anew',
  activeSchedules: 'an active connection with a schedule would start to sync',
  harmfulInputs: 'it deletes for good',
} as const;

/** @throws {ConsentError} that names the option which permits it. */
function needConsent(consent: Consent, kind: keyof typeof reasons, what: string): void {
  if (!consent[kind])
    throw new ConsentError(`Cannot send ${what}: ${reasons[kind]}; ${permission(consent, kind)}`, {
      isPermittable: true,
    });
}
