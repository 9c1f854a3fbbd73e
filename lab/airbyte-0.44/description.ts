/** What `GET /v1/openapi` publishes: the description of February 2023, and what was added to it until May. */
import { stringify } from 'yaml';
import { openApiDocument } from '../../schemas/description.ts';
import { isObject, listOf, objectOf } from '../json-access.ts';

/** YAML, as the server serves it. */
export function publishedDescription(): string {
  const document = openApiDocument('published');
  const components = objectOf(document.components);
  const schemas = objectOf(components['schemas']);
  const { WebBackendConnectionRead: read } = schemas;
  if (!isObject(read)) throw new TypeError('Cannot publish the description: it has no WebBackendConnectionRead');
  // Required since 22 March 2023, which tells the age of the server.
  const required = [...new Set([...listOf(read['required']), 'notifySchemaChangesByEmail'])];
  const changed = { ...schemas, WebBackendConnectionRead: { ...read, required } };
  // What occurs twice is written twice: no reader of descriptions expects anchors.
  return stringify({ ...document, components: { ...components, schemas: changed } }, { aliasDuplicateObjects: false });
}
