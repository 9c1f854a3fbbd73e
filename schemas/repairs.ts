/**
 * Where the published description contradicts itself or the servers that implement it, and what Airlock uses instead.
 * `pointer` is a JSON pointer into the OpenAPI document that `description.ts` assembles from the repaired models;
 * undoing every repair there gives the published form.
 */
export interface Repair {
  readonly id: string;
  /** One entry per place; all share the reason. */
  readonly pointers: readonly string[];
  /** What the published description has at the pointers; `undefined` where it has nothing. */
  readonly published: unknown;
  /** What Airlock uses there; `undefined` where it removes the value. */
  readonly used: unknown;
  readonly why: string;
  readonly evidence: string;
}

const refusalStatuses = ['400', '401', '403', '405', '406', '413', '415'] as const;

const paths = {
  getType: '/paths/~1v1~1web_backend~1state~1get_type',
  checkUpdates: '/paths/~1v1~1web_backend~1check_updates',
  create: '/paths/~1v1~1web_backend~1connections~1create',
  get: '/paths/~1v1~1web_backend~1connections~1get',
  update: '/paths/~1v1~1web_backend~1connections~1update',
  list: '/paths/~1v1~1web_backend~1connections~1list',
  workspaceState: '/paths/~1v1~1web_backend~1workspace~1state',
  geographies: '/paths/~1v1~1web_backend~1geographies~1list',
} as const;

export const repairs = [
  {
    id: 'stream-requires-undeclared-property',
    pointers: ['/components/schemas/AirbyteStream/required'],
    published: ['name', 'json_schema'],
    used: ['name', 'jsonSchema'],
    why:
      'The model requires `json_schema`, declares `jsonSchema` and forbids every other property, so that no stream can satisfy it. ' +
      'Servers send and read `jsonSchema`.',
    evidence: 'Ajv proves it unsatisfiable; the generated Python client refuses every non-empty catalog with it.',
  },
  {
    id: 'null-default-on-non-nullable',
    pointers: [
      '/components/schemas/WebBackendConnectionCreate/properties/namespaceFormat/default',
      '/components/schemas/WebBackendConnectionUpdate/properties/namespaceFormat/default',
      '/components/schemas/WebBackendConnectionRead/properties/namespaceFormat/default',
    ],
    published: null,
    used: undefined,
    why: 'The default null does not satisfy the type string, so whoever fills in defaults produces an invalid document.',
    evidence: 'Released servers leave the member out when it was never set and never answer null.',
  },
  {
    id: 'validation-errors-optional',
    pointers: ['/components/schemas/InvalidInputExceptionInfo/required'],
    published: ['message', 'validationErrors'],
    used: ['message'],
    why: 'Released servers answer 422 with a message and a class name, never with `validationErrors`; what is relied on is the message.',
    evidence:
      'Read from the exception handlers of airbyte-platform 8a7ba2f710; the strict reading is the check `strict-error-body`.',
  },
  {
    id: 'email-notification-flag',
    pointers: [
      '/components/schemas/WebBackendConnectionRead/properties/notifySchemaChangesByEmail',
      '/components/schemas/WebBackendConnectionUpdate/properties/notifySchemaChangesByEmail',
    ],
    published: undefined,
    used: { type: 'boolean' },
    why: 'Servers since 22 March 2023 answer and accept this flag; the description of February 2023 does not know it. Declared, but optional.',
    evidence: 'airbyte-platform e02997277c.',
  },
  {
    id: 'not-found-on-writes',
    pointers: [`${paths.create}/post/responses/404`, `${paths.update}/post/responses/404`],
    published: undefined,
    used: 'NotFoundKnownExceptionInfo',
    why: 'An unknown source, destination or connection is answered with 404 here as well.',
    evidence: 'airbyte-platform 8a7ba2f710: the handlers look the objects up first.',
  },
  {
    id: 'undocumented-refusals',
    pointers: Object.values(paths).flatMap((path) =>
      refusalStatuses.map((status) => `${path}/post/responses/${status}`),
    ),
    published: undefined,
    used: 'RefusalBody',
    why:
      'Values that do not convert (400), credentials (401, 403), wrong method (405), wrong Accept (406), bodies over 10 MiB (413) and ' +
      'other content types (415) are refused by every deployment before the operation is reached.',
    evidence: 'Framework, proxy and exception handlers of airbyte-platform 8a7ba2f710.',
  },
  {
    id: 'workspace-state-body',
    pointers: [`${paths.workspaceState}/post/requestBody/required`],
    published: undefined,
    used: true,
    why: 'The description leaves the body optional; released servers answer 400 without one. Airlock always sends it and accepts both answers.',
    evidence: 'airbyte-platform 8a7ba2f710: the framework insists on the body parameter.',
  },
] as const satisfies readonly Repair[];

export type RepairId = (typeof repairs)[number]['id'];
