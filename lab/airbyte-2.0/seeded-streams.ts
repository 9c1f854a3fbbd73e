/** What the sources of the recorded server discover. */
import type { JsonObject } from '../json-access.ts';

const text = { type: 'string' };
const whole = { type: 'number', airbyte_type: 'integer' };
const moment = { type: 'string', format: 'date-time', airbyte_type: 'timestamp_with_timezone' };

function discovered(name: string, properties: JsonObject, members: JsonObject = {}): JsonObject {
  return {
    name,
    jsonSchema: { type: 'object', properties },
    supportedSyncModes: ['full_refresh', 'incremental'],
    sourceDefinedCursor: false,
    defaultCursorField: [],
    sourceDefinedPrimaryKey: [['id']],
    ...members,
  };
}

const ofShop = { namespace: 'public' };
/** With namespaces, and one without a key. */
export const shopStreams = [
  discovered('users', { id: whole, name: text, email: text, updated_at: moment }, ofShop),
  discovered('orders', { id: whole, amount: { type: 'number' }, user_id: whole, created_at: moment }, ofShop),
  discovered(
    'products',
    { sku: text, title: text, active: { type: 'boolean' } },
    { sourceDefinedPrimaryKey: [], namespace: 'inventory' },
  ),
];
const ofFaker = { sourceDefinedCursor: true, defaultCursorField: ['updated_at'] };
/** With cursors that the source defines. */
export const fakerStreams = [
  discovered('users', { id: whole, name: text, updated_at: moment }, ofFaker),
  discovered('products', { id: whole, make: text, price: { type: 'number' }, updated_at: moment }, ofFaker),
  discovered('purchases', { id: whole, user_id: whole, product_id: whole, updated_at: moment }, ofFaker),
];
const abilities = { type: ['null', 'array'], items: { type: 'object', properties: { name: text } } };
/** Full refresh only. */
export const pokeStreams = [
  discovered(
    'pokemon',
    { id: whole, name: text, height: whole, abilities },
    { supportedSyncModes: ['full_refresh'], sourceDefinedPrimaryKey: [] },
  ),
];
