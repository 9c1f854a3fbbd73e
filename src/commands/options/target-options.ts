/** Where the target is, how to get in, and what may be done to it. */
import type { OptionDefinitions } from './option.ts';

/** How to get at a server. */
export const accessOptions = {
  target: {
    kind: 'text',
    value: 'url',
    description: 'base address with /api; without it the embedded reference backend',
    environment: 'AIRLOCK_TARGET',
  },
  auth: {
    kind: 'text',
    value: 'user:password',
    description: 'basic authentication',
    environment: 'AIRLOCK_AUTH',
    isSecret: true,
  },
  token: {
    kind: 'text',
    value: 'token',
    description: 'bearer token',
    environment: 'AIRLOCK_TOKEN',
    isSecret: true,
  },
  clientId: { kind: 'text', value: 'id', description: 'client credentials', environment: 'AIRLOCK_CLIENT_ID' },
  clientSecret: {
    kind: 'text',
    value: 'secret',
    description: 'client credentials',
    environment: 'AIRLOCK_CLIENT_SECRET',
    isSecret: true,
  },
  header: { kind: 'repeated', value: 'header', short: '-H', description: 'extra header "Name: value", repeatable' },
  ca: { kind: 'text', value: 'file', description: 'certificate of a private authority' },
  cert: { kind: 'text', value: 'file', description: 'client certificate' },
  key: { kind: 'text', value: 'file', description: 'key of the client certificate' },
  insecure: { kind: 'flag', description: 'accept any certificate' },
  proxy: { kind: 'text', value: 'url', description: 'proxy (HTTPS_PROXY, NO_PROXY)' },
  requestTimeout: { kind: 'text', value: 'duration', description: 'limit for one request', otherwise: '10s' },
} as const satisfies OptionDefinitions;

/** What a run uses of the target, and how much it may send. */
export const usageOptions = {
  workspace: {
    kind: 'text',
    value: 'uuid',
    description: 'workspace to work in',
    otherwise: 'the only one that the target has',
    environment: 'AIRLOCK_WORKSPACE',
  },
  release: {
    kind: 'text',
    value: 'version',
    description: 'which release the target is, such as 2.0.0; otherwise it is found out',
    environment: 'AIRLOCK_RELEASE',
  },
  source: {
    kind: 'text',
    value: 'uuid',
    description: 'source of sandbox connections',
    otherwise: 'that of the first connection, or the only one',
    environment: 'AIRLOCK_SOURCE',
  },
  destination: {
    kind: 'text',
    value: 'uuid',
    description: 'destination of sandbox connections',
    otherwise: 'that of the first connection, or the only one',
    environment: 'AIRLOCK_DESTINATION',
  },
  otherWorkspace: {
    kind: 'text',
    value: 'uuid',
    description: 'a second workspace, which nothing of the first may reach',
    environment: 'AIRLOCK_OTHER_WORKSPACE',
  },
  otherSource: {
    kind: 'text',
    value: 'uuid',
    description: 'source of the second workspace',
    otherwise: 'from its first connection',
    environment: 'AIRLOCK_OTHER_SOURCE',
  },
  otherDestination: {
    kind: 'text',
    value: 'uuid',
    description: 'destination of the second workspace',
    otherwise: 'from its first connection',
    environment: 'AIRLOCK_OTHER_DESTINATION',
  },
  otherAuth: {
    kind: 'text',
    value: 'user:password',
    description: 'basic authentication of a second user, who may not see the workspace',
    environment: 'AIRLOCK_OTHER_AUTH',
    isSecret: true,
  },
  otherToken: {
    kind: 'text',
    value: 'token',
    description: 'bearer token of a second user, who may not see the workspace',
    environment: 'AIRLOCK_OTHER_TOKEN',
    isSecret: true,
  },
  rateLimit: { kind: 'text', value: 'rate', description: 'requests per second over the whole run, such as 20/s' },
  maxRequests: { kind: 'number', value: 'n', description: 'hard budget of requests' },
  maxConnections: {
    kind: 'number',
    value: 'n',
    description: 'connections that the run may create; 50 off the loopback interface, else as many as it likes',
  },
  maxInFlight: { kind: 'number', value: 'n', description: 'requests at the same time', otherwise: '4' },
} as const satisfies OptionDefinitions;

/** What a run may do to the target. */
export const consentOptions = {
  allowWrites: {
    kind: 'flag',
    description: 'permit writes on a target that is not on the loopback interface',
    environment: 'AIRLOCK_ALLOW_WRITES',
  },
  readOnly: { kind: 'flag', description: 'send nothing that writes' },
  allowHarmful: {
    kind: 'flag',
    description: 'permit inputs that damage released servers',
    environment: 'AIRLOCK_ALLOW_HARMFUL',
  },
  allowActive: {
    kind: 'flag',
    description: 'permit active scheduled connections',
    environment: 'AIRLOCK_ALLOW_ACTIVE',
  },
  allowRefresh: { kind: 'flag', description: 'permit withRefreshedCatalog', environment: 'AIRLOCK_ALLOW_REFRESH' },
  allowReset: {
    kind: 'flag',
    description: 'permit catalog updates without skipReset',
    environment: 'AIRLOCK_ALLOW_RESET',
  },
} as const satisfies OptionDefinitions;
