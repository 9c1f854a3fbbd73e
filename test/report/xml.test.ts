import { describe, expect, test } from 'vitest';
import { element } from '../../src/report/xml.ts';

describe('an element', () => {
  test('leaves out attributes that are not set and closes itself when it is empty', () => {
    expect(element('case', { name: 'a', type: undefined, time: 0 }).xml).toBe('<case name="a" time="0"/>');
  });

  test('escapes text and attributes, and keeps elements inside of it', () => {
    const inner = element('b', {}, ['<&>']);

    expect(element('a', { x: '"\n' }, [inner, '"']).xml).toBe('<a x="&quot;&#10;"><b>&lt;&amp;&gt;</b>&quot;</a>');
  });

  test('shows what no XML document may hold', () => {
    expect(element('a', {}, ['\u0000']).xml).toBe(String.raw`<a>\u0000</a>`);
  });
});
