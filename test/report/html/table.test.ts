import { describe, expect, test } from 'vitest';
import { failures, minor, numbers, table } from '../../../src/report/html/table.ts';

describe('a table', () => {
  test('has a caption, headings of columns and a heading for each row', () => {
    const { html } = table('Checks', ['check', ...numbers('evaluated')], [['isolation', 12345]], 'wide');

    expect(html).toContain('<table class="wide"><caption>Checks</caption>');
    expect(html).toContain('<th scope="col" class="">check</th><th scope="col" class="number">evaluated</th>');
    expect(html).toContain('<tr><th scope="row">isolation</th><td class="number ">12,345</td></tr>');
  });

  test('may break the id of an operation between its words', () => {
    const { html } = table('a', ['b'], [['webBackendGetConnection'], ['patch-frame']]);

    expect(html).toContain('<th scope="row">web<wbr>Backend<wbr>Get<wbr>Connection</th>');
    expect(html).toContain('<th scope="row">patch-frame</th>');
  });

  test('marks the columns that a phone leaves out, in the head and in each row', () => {
    const { html } = table('a', ['b', ...minor('c', ...numbers('d'))], [['1', '2', 3]]);

    expect(html).toContain('<th scope="col" class="minor">c</th><th scope="col" class="number minor">d</th>');
    expect(html).toContain('<td class="minor ">2</td><td class="number minor ">3</td>');
  });

  test('escapes what stands in it, its caption included', () => {
    const { html } = table('<a>', ['<b>'], [['<c>', { text: '<d>', className: 'bad' }]]);

    expect(html).not.toMatch(/<[abcd]>/);
    expect(html).toContain('<td class=" bad">&lt;d&gt;</td>');
  });
});

test('failures are marked unless there are none', () => {
  expect(failures(0)).toBe(0);
  expect(failures(1200)).toEqual({ text: 1200, className: 'bad' });
});
