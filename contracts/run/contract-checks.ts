/** The two laws whose breaches are found by contracts; the others are in properties/checks. */
export const pactCheck = {
  id: 'pact',
  law: 'Every answer is as the contracts of the consumers have it.',
  meaning: 'A consumer that is in use today stops working with this server.',
  severity: 'high',
} as const;

/** Found by `airlock contract --against`, without a server. */
export const pactDescriptionCheck = {
  id: 'pact-description',
  law: 'The description promises whatever a contract expects.',
  meaning: 'A consumer relies on something that the description does not promise.',
  severity: 'high',
} as const;
