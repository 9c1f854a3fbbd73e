/** The secret parts of an address. */
import { decoded } from '../client/address.ts';

const secretParameter = /token|secret|passw|key|sig|auth|credential|session/i;

/** The user part and secret-looking parameters of an address, as they stand there and decoded; of one that is no address, all before an `@`. */
export function addressSecrets(given: string): readonly string[] {
  const text = given.trim();
  const isWellFormed = /^https?:\/\//i.test(text) && URL.canParse(text);
  const users = isWellFormed
    ? userPart(new URL(text))
    : (/^(?:[a-z][a-z0-9+.-]*:\/\/|\/\/)?(.*)@/is.exec(text)?.[1] ?? '');
  const parameters = isWellFormed
    ? [...new URL(text).searchParams].flatMap(([name, value]) => (secretParameter.test(name) ? [value] : []))
    : [];
  const found = [...secretsInUser(users), ...parameters].filter((secret) => secret !== '');
  return [...new Set(found.flatMap((secret) => [secret, decoded(secret)]))];
}

function userPart({ username, password }: URL): string {
  return password === '' ? username : `${username}:${password}`;
}

/** A name alone is a token. With a password, the password is secret, and so is the whole user part. */
function secretsInUser(user: string): readonly string[] {
  if (user === '') return [];
  const colon = user.indexOf(':');
  const [name, password] = colon === -1 ? [user, ''] : [user.slice(0, colon), user.slice(colon + 1)];
  return password === '' ? [name, `${name}:`] : [user, password];
}
