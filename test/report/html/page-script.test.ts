import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { pageScript } from '../../../src/report/html/page-script.ts';

test.each([[['page']], [['page', 'charts']]] as const)('the script of %j can stand in a page', (parts) => {
  const script = pageScript(parts);

  expect(() => new Script(script)).not.toThrow();
  expect(script).not.toMatch(/<\/script|<!--/i);
  expect(script).not.toMatch(/[^\t\n -~]/);
  // A module that was not bundled would be fetched.
  expect(script).not.toMatch(/\bimport\b|\brequire\(/);
});

test('a page without charts carries nothing that draws them', () => {
  expect(pageScript(['page', 'charts'])).toContain('canvas');
  expect(pageScript(['page'])).not.toContain('canvas');
});
