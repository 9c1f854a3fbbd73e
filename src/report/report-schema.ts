/** The JSON Schema of `report.json`, version 1. Commands add sections of their own, so further members are allowed at the top. */
const count = { type: 'integer', minimum: 0 } as const;
const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;

const sentAnd = (outcome: 'accepted' | 'rejected') =>
  ({ type: 'object', required: ['sent', outcome], properties: { sent: count, [outcome]: count } }) as const;

const acceptance = {
  type: 'object',
  required: ['valid', 'invalid'],
  properties: { valid: sentAnd('accepted'), invalid: sentAnd('rejected') },
} as const;

const step = {
  type: 'object',
  required: ['operation'],
  properties: {
    operation: { ...text, description: 'An operation id, or "transport" for a request that is none of the eight' },
    request: { description: 'The JSON body' },
    raw: {
      type: 'object',
      description: 'Replaces request where the bytes are not JSON',
      required: ['method', 'path', 'headers', 'bodyBase64'],
      properties: {
        method: text,
        path: text,
        headers: { type: 'object', additionalProperties: text },
        bodyBase64: text,
      },
    },
    response: {
      type: 'object',
      required: ['status'],
      properties: { status: count, body: {}, headers: { type: 'object', additionalProperties: text } },
    },
    error: { ...text, description: 'Why there is no response' },
    interleaving: {
      type: 'object',
      description: 'Steps of one group were in flight together',
      required: ['group', 'sent', 'answered'],
      properties: { group: count, sent: count, answered: count },
    },
  },
} as const;

const foundOn = {
  type: 'object',
  description: 'Where it was found, without secrets: airlock replay goes back there',
  required: ['url'],
  properties: {
    url: text,
    workspaceId: text,
    sourceId: { ...text, description: 'As given to the run' },
    destinationId: text,
    embedded: { const: true, description: 'The reference backend that the run started for itself' },
    openapi: { ...text, description: 'The description that it was judged by: a file or an address' },
    strictSpec: { const: true, description: 'It was judged by the published description, unrepaired' },
  },
} as const;

const finding = {
  type: 'object',
  required: [
    'id',
    'check',
    'operation',
    'signature',
    'title',
    'severity',
    'status',
    'reproduction',
    'steps',
    'curl',
    'replay',
  ],
  properties: {
    id: { type: 'string', pattern: '^[0-9a-f]{8}$', description: 'The same defect has the same id in every run' },
    check: text,
    operation: text,
    signature: text,
    title: text,
    meaning: { ...text, description: 'What the finding means for whoever uses the server' },
    severity: { type: 'string', enum: ['critical', 'high', 'medium', 'low'] },
    status: {
      type: 'string',
      enum: ['new', 'known', 'deviation'],
      description: 'known: accepted in the file of --known; deviation: documented for an Airbyte release',
    },
    reproduction: { type: 'string', enum: ['confirmed', 'flaky', 'gone', 'not-retried'] },
    retries: {
      type: 'object',
      required: ['reproduced', 'tried'],
      properties: { reproduced: count, tried: count },
    },
    expected: text,
    received: text,
    pointer: { ...text, description: 'Where in the answer, as a JSON pointer' },
    explanation: text,
    steps: { type: 'array', items: step },
    elsewhere: {
      type: 'array',
      items: step,
      description:
        'Requests of other cases whose effect reaches beyond their own connection, where they explain the finding',
    },
    curl: texts,
    replay: { ...text, description: 'The command that sends it again, to be pasted where the run was started' },
    explain: { ...text, description: 'The command that says more about the check' },
    documentation: { ...text, description: 'The section about the check in the pages of the package' },
    foundBy: { ...text, description: 'The command that found it' },
    target: foundOn,
    path: text,
    case: {},
  },
} as const;

export const reportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:airlock:report:1',
  title: 'Airlock report',
  type: 'object',
  required: [
    'schemaVersion',
    'tool',
    'command',
    'startedAt',
    'durationMs',
    'requests',
    'acceptance',
    'checks',
    'findings',
    'sandbox',
    'exitCode',
  ],
  properties: {
    schemaVersion: { const: 1 },
    tool: {
      type: 'object',
      required: ['name', 'version'],
      properties: { name: { const: 'airlock' }, version: text },
    },
    command: text,
    target: { type: 'object', required: ['url'], properties: { url: text, workspaceId: text } },
    seed: { type: 'integer' },
    startedAt: { type: 'string', format: 'date-time' },
    durationMs: { type: 'number', minimum: 0 },
    requests: {
      type: 'object',
      required: ['total', 'byOperation'],
      properties: {
        total: count,
        byOperation: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            required: ['total', 'byStatus'],
            properties: { total: count, byStatus: { type: 'object', additionalProperties: count } },
          },
        },
      },
    },
    acceptance: {
      ...acceptance,
      properties: {
        ...acceptance.properties,
        byOperation: { type: 'object', additionalProperties: acceptance },
      },
    },
    checks: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['evaluated', 'failed'],
        properties: { evaluated: count, failed: count },
      },
    },
    findings: { type: 'array', items: finding },
    sandbox: {
      type: 'object',
      required: ['created', 'cleaned', 'left'],
      properties: {
        created: count,
        cleaned: count,
        left: texts,
        stays: {
          type: 'object',
          description:
            'What nothing removes: deprecated connections, and at most so many rows of operations whose create or update was refused',
          required: ['connections', 'operations'],
          properties: { connections: count, operations: count },
        },
      },
    },
    summary: texts,
    onlyLooks: { const: true, description: 'The command judged nothing, as doctor and a dry run do' },
    exitCode: { type: 'integer', enum: [0, 1, 2, 3, 4, 5, 6, 130] },
    reason: { ...text, description: 'Why the exit code is not 0, and what to do next' },
  },
} as const;
