/** What this process may not print: addresses' users from its first line on, and the secrets of its run as soon as they are known. */
import { maskAddresses } from '../client/mask-addresses.ts';
import type { Redact } from '../target/redact.ts';

let redact: Redact = maskAddresses;

/** For every text that leaves the process beside its reports. */
export function mask(text: string): string {
  return redact(text);
}

/** From now on these secrets are masked. */
export function maskWith(next: Redact): void {
  redact = next;
}
