/** What a run may do to its target. */
import type { Consent } from './target.ts';
import type { TargetOptions } from './target-options.ts';

/** Writes to loopback need no consent. Inputs that damage released servers do, because a real Airbyte may listen on loopback. */
export function consentOf(options: TargetOptions, isLoopback: boolean): Consent {
  const { optIns = {}, readOnly = false } = options;
  const may = (flag: boolean | undefined): boolean => !readOnly && flag === true;
  return {
    writes: !readOnly && (isLoopback || options.allowWrites === true),
    harmfulInputs: may(optIns.harmfulInputs),
    activeSchedules: may(optIns.activeSchedules),
    refresh: may(optIns.refresh),
    reset: may(optIns.reset),
    ...(options.isOwn === true ? { isOwn: true } : {}),
  };
}

/** Whether connections of the run may be refreshed. */
export function mayRefresh({ refresh, ownRefresh }: Consent): boolean {
  return refresh || ownRefresh === true;
}

/** Whether refreshes may reach connections that were there before the run: nobody but a person who runs the target for it sees to all of them. */
export function mayRefreshExisting({ refresh, isOwn }: Consent): boolean {
  return refresh && isOwn !== true;
}

const options = {
  writes: '--allow-writes',
  harmfulInputs: '--allow-harmful',
  activeSchedules: '--allow-active',
  refresh: '--allow-refresh',
  reset: '--allow-reset',
} as const;

/** What to do about a missing consent, as the end of a sentence. */
export function permission({ isReadOnly }: Consent, kind: keyof typeof options): string {
  return isReadOnly === true ? '--read-only forbids it' : `${options[kind]} permits it`;
}

/** Through a proxy on another machine, "localhost" is that machine. */
export function isLoopbackTarget(hostname: string, proxy: string | undefined): boolean {
  if (!isLoopbackHost(hostname)) return false;
  return proxy === undefined || (URL.canParse(proxy) && isLoopbackHost(new URL(proxy).hostname));
}

export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
