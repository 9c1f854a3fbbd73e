/** Which bodies the server reads, and what it labels its answers with. */

/** Anything that is no media type at all counts as none. */
export function isReadable(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return !type.includes('/') || type === 'application/json';
}

/** The label of an answer that would be of this type; `undefined` where the client takes none of it. */
export function acceptable(accept: string | undefined, type: string): string | undefined {
  if (accept === undefined || accept.trim() === '') return type;
  for (const range of accept.split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (name === '*/*') return type;
    // Parameters of the client come back, whatever they mean.
    if (name.toLowerCase() === type) return [type, ...parameters].join(';');
  }
  return undefined;
}
