/** Test data: descriptions of one or two operations around a few models. */
import type { LoadedDocument } from '../../src/description/load-document.ts';

export interface SmallDocument {
  readonly version?: '3.0' | '3.1';
  readonly request?: unknown;
  readonly response?: unknown;
  readonly schemas?: Readonly<Record<string, unknown>>;
  readonly responses?: Readonly<Record<string, unknown>>;
  readonly components?: Readonly<Record<string, unknown>>;
  readonly root?: Readonly<Record<string, unknown>>;
  readonly paths?: Readonly<Record<string, unknown>>;
}

export const statePath = '/v1/web_backend/state/get_type';

/** state/get_type with the bodies given; every error status declared, so that nothing else is to be said about it. */
export function smallDocument(parts: SmallDocument = {}): LoadedDocument {
  const { version = '3.0', request, response = { type: 'string' }, schemas = {}, components, root, paths } = parts;
  const errors = ['400', '401', '403', '404', '405', '406', '413', '415', '422'];
  return {
    version,
    source: 'small',
    document: {
      openapi: version === '3.0' ? '3.0.3' : '3.1.0',
      info: { title: 'Small', version: '1.0.0' },
      paths: {
        [statePath]: {
          post: {
            operationId: 'getStateType',
            ...(request === undefined
              ? {}
              : { requestBody: { required: true, content: { 'application/json': { schema: request } } } }),
            responses: {
              ...Object.fromEntries(errors.map((status) => [status, { description: 'Refused' }])),
              200: { description: 'Success', content: { 'application/json': { schema: response } } },
              ...parts.responses,
            },
          },
        },
        ...paths,
      },
      components: { schemas, ...components },
      ...root,
    },
  };
}

export function ref(model: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${model}` };
}
