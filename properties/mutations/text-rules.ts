/** Rules of texts. */
import { placeholders } from '../arbitraries/generation-context.ts';
import type { SemanticRule } from './semantic-rule.ts';

/** Of creates and updates. */
export const textRules: readonly SemanticRule[] = [
  ['length', '/name', 'a name of 257 characters', { name: `${placeholders.name}${'n'.repeat(257)}` }],
  ['length', '/prefix', 'a prefix of 300 characters', { prefix: 'p'.repeat(300) }],
  [
    'length',
    '/namespaceFormat',
    'a namespace format of 300 characters',
    { namespaceDefinition: 'customformat', namespaceFormat: 'f'.repeat(300) },
  ],
  ['nul', '/prefix', 'NUL in a prefix', { prefix: 'a\u0000b' }],
];
