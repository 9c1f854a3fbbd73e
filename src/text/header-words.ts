/** Headers as arguments of curl. */
import { shellWord } from './shell-word.ts';

type Headers = Readonly<Record<string, string>>;

export function headerWords(headers: Headers): readonly string[] {
  return Object.entries(headers).map(([name, value]) => `-H ${shellWord(`${name}: ${value}`)}`);
}

/** What a request with a body needs beside its headers: where they have no content type, curl would send that of a form. */
export function typeWords(headers: Headers): readonly string[] {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'content-type') ? [] : ["-H 'Content-Type:'"];
}
