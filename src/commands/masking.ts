/** Masks what this process prints: users in addresses always, the secrets of its run as soon as they are known. */
import { maskAddresses } from '../client/mask-addresses.ts';
import type { Redact } from '../target/redact.ts';

let redact: Redact = maskAddresses;

/** Masks a text that is printed; reports mask their own. */
export function mask(text: string): string {
  return redact(text);
}

/** Sets the secrets that `mask` replaces from now on. */
export function maskWith(next: Redact): void {
  redact = next;
}
