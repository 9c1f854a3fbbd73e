import { expect, test } from 'vitest';
import { itemOf, listedConnections, listedIds } from '../../../properties/checks/listed-connections.ts';

const list = { connections: [{ connectionId: 'A1', name: 'one' }, null, 'two', { connectionId: 'b2' }] };

test('what is no object is no item of a list', () => {
  expect(listedConnections(list)).toEqual([{ connectionId: 'A1', name: 'one' }, { connectionId: 'b2' }]);
});

test('an answer that is no list has no items', () => {
  expect([null, 'list', {}, { connections: {} }].flatMap(listedConnections)).toEqual([]);
});

test('ids are compared without regard to capitals', () => {
  expect(listedIds(list)).toEqual(new Set(['a1', 'b2']));
  expect(itemOf(list, 'a1')).toEqual({ connectionId: 'A1', name: 'one' });
  expect(itemOf(list, 'c3')).toBeUndefined();
});
