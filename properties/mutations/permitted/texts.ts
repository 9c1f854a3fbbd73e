/** Texts that some servers take as they are and others refuse. */
import { placeholders } from '../../arbitraries/generation-context.ts';
import type { JsonObject } from '../../../src/json/json.ts';
import type { SemanticRule } from '../semantic-rule.ts';

const customFormat = (namespaceFormat: string | undefined): JsonObject => ({
  namespaceDefinition: 'customformat',
  namespaceFormat,
});
/** Some servers count the halves of a pair of surrogates. */
const astral = '\u{1F600}'.repeat(256);
const named = (name: string): JsonObject => ({
  operations: [
    {
      workspaceId: placeholders.workspace,
      name,
      operatorConfiguration: {
        operatorType: 'webhook',
        webhook: { webhookType: 'dbtCloud', dbtCloud: { accountId: 1, jobId: 1 } },
      },
    },
  ],
});

/** Of creates and updates. */
export const permittedTexts: readonly SemanticRule[] = [
  [
    'length',
    '/namespaceFormat',
    'a prefix and a namespace format of 256 characters beyond 16 bits',
    { ...customFormat(astral), prefix: astral },
  ],
  ['operation-name', '/operations/0/name', 'an operation with blanks around its name', named(' Airlock\t')],
  ['empty', '/name', 'an empty name', { name: '' }],
  ['blank', '/name', 'a name of blanks', { name: '   ' }],
  ['line-break', '/name', 'a name of line breaks', { name: '\n\r\n' }],
  ['numeric', '/name', 'a name of digits', { name: '007' }],
  ['blank', '/prefix', 'a prefix of blanks', { prefix: '  ' }],
  ['line-break', '/prefix', 'a prefix that ends with a line break', { prefix: 'airlock_\n' }],
  ['namespace', '/namespaceFormat', 'a custom namespace without its format', customFormat(undefined)],
  ['namespace', '/namespaceFormat', 'a custom namespace with an empty format', customFormat('')],
  ['blank', '/namespaceFormat', 'a namespace format of blanks', customFormat(' ')],
  ['line-break', '/namespaceFormat', 'a namespace format with line breaks', customFormat('a\r\nb\n')],
  [
    'placeholder',
    '/namespaceFormat',
    'a namespace format with unknown variables',
    customFormat('${AIRLOCK}_$1_%s_%00'),
  ],
  ['empty', '/operations/0/name', 'an operation with an empty name', named('')],
  ['blank', '/operations/0/name', 'an operation with a name of blanks', named(' \t ')],
  [
    'quantity',
    '/resourceRequirements/cpu_request',
    'a quantity of resources that is none',
    { resourceRequirements: { cpu_request: 'many', memory_limit: '-1' } },
  ],
  [
    'blank',
    '/resourceRequirements/cpu_limit',
    'a quantity of resources with blanks',
    { resourceRequirements: { cpu_limit: ' 1 ' } },
  ],
];
