/** Rules of texts. */
import type { SemanticRule } from './semantic-rule.ts';

/** Of creates and updates. */
export const textRules: readonly SemanticRule[] = [
  ['length', '/name', 'a name of 257 characters', { name: 'n'.repeat(257) }],
  ['length', '/prefix', 'a prefix of 300 characters', { prefix: 'p'.repeat(300) }],
  [
    'length',
    '/namespaceFormat',
    'a namespace format of 300 characters',
    { namespaceDefinition: 'customformat', namespaceFormat: 'f'.repeat(300) },
  ],
  ['nul', '/prefix', 'NUL in a prefix', { prefix: 'a\u0000b' }],
];

/** What conforming servers accept or refuse as they like; neither may end in a server error. */
export const lenientTextRules: readonly SemanticRule[] = [
  [
    'namespace',
    '/namespaceFormat',
    'a custom namespace without its format',
    { namespaceDefinition: 'customformat', namespaceFormat: undefined },
    { lenient: true },
  ],
  ['empty', '/name', 'an empty name', { name: '' }, { lenient: true }],
];
