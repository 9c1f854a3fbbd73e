import { describe, expect, test } from 'vitest';
import { mergedLayers } from '../../../src/commands/options/option-layers.ts';

describe('mergedLayers', () => {
  test('lets later layers win', () => {
    expect(mergedLayers([{ seed: '1', workers: '2' }, { seed: '3' }])).toEqual({ seed: '3', workers: '2' });
  });

  test('replaces the way to sign in as a whole', () => {
    const layers = [{ clientId: 'a', clientSecret: 'b' }, { token: 'c' }, { auth: 'd:e' }];

    expect(mergedLayers(layers)).toEqual({ auth: 'd:e' });
  });

  test('takes the user of an address, unless other credentials are given with it', () => {
    const target = 'http://user:password@localhost:8000/api';

    expect(mergedLayers([{ target }])).toEqual({ target: 'http://localhost:8000/api', auth: 'user:password' });
    expect(mergedLayers([{ target, token: 't' }])).toEqual({ target: 'http://localhost:8000/api', token: 't' });
  });

  test('does not judge an address that a later layer replaces', () => {
    const layers = [{ target: 'nonsense' }, { target: 'http://localhost:8000/api' }];

    expect(mergedLayers(layers)).toEqual({ target: 'http://localhost:8000/api' });
  });
});
