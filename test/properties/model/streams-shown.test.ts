import { expect, test } from 'vitest';
import { streamIdentity } from '../../../properties/model/streams-shown.ts';

test('an absent namespace is the empty one', () => {
  expect(streamIdentity({ name: 'users' })).toBe(streamIdentity({ name: 'users', namespace: '' }));
});

test('streams of one name in two namespaces are two streams', () => {
  expect(streamIdentity({ name: 'users', namespace: 'a' })).not.toBe(streamIdentity({ name: 'users', namespace: 'b' }));
});

test('a name that looks like another identity is not that stream', () => {
  expect(streamIdentity({ name: 'b', namespace: 'a' })).not.toBe(streamIdentity({ name: '["a","b"]' }));
});
