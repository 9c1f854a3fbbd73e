/** Which declared answer a status falls under. Everything that looks up a status uses this. */

/** The key that covers a status: the status itself, else its range (`4XX`), else `default`; `undefined` where none does. */
export function statusFor(declared: readonly (string | number)[], status: string | number): string | undefined {
  const keys = declared.map(String);
  const range = `${String(status)[0] ?? ''}XX`;
  return (
    keys.find((key) => key === String(status)) ??
    keys.find((key) => key.toUpperCase() === range) ??
    keys.find((key) => key === 'default')
  );
}

/** The declared answer for a status. */
export function responseFor<Response>(
  responses: Readonly<Record<string, Response>>,
  status: string | number,
): Response | undefined {
  const key = statusFor(Object.keys(responses), status);
  return key === undefined ? undefined : responses[key];
}
