import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkAsMarkdown } from '../../src/description/show-check.ts';
import type { CheckResult } from '../../src/description/check-document.ts';
import { annotationsOf, githubReporter, toMarkdown } from '../../src/report/github-reporter.ts';
import { sampleFinding, sampleReport } from '../report/sample-report.ts';

afterEach(() => void vi.unstubAllEnvs());

const odd = 'a, b: 100% of `x|y` <T> & *z* in [l](m) _n_ ~~o~~ \\ p';

describe('an annotation', () => {
  test('has colons and commas as they are in its message, and escaped in its title', () => {
    const report = sampleReport({
      findings: [sampleFinding({ check: 'a:b,c%', title: odd, replay: 'airlock verify' })],
    });

    const [line] = annotationsOf(report);

    expect(readByRunner(line)).toMatchObject({
      title: 'a:b,c%',
      message: expect.stringContaining(`${odd}. Expected {"name":"orders","prefix":"eu_"`) as unknown,
    });
    expect(line).not.toMatch(/%3A.*%3A|%2C.*%2C/);
  });

  test('cannot be ended by what it says', () => {
    const [line] = annotationsOf(sampleReport({ findings: [sampleFinding({ title: 'a\r\n::error::b' })] }));

    expect(line).not.toMatch(/[\r\n]/);
  });
});

describe('the job summary', () => {
  test('shows markup in a title as text', () => {
    const markdown = toMarkdown(sampleReport({ findings: [sampleFinding({ title: odd })] }), 'airlock-report');

    expect(markdown).toContain(String.raw`a, b: 100% of \`x\|y\` &lt;T> &amp; \*z\* in \[l\](m) \_n\_ \~\~o\~\~ \\ p`);
  });

  test('shows figures and commands, which are code, without escapes', () => {
    const figures = 'fuzz <1 s | 2 & "3" `4`';
    const findings = [sampleFinding({ replay: "airlock replay '<a> & `b`'" })];

    const markdown = toMarkdown(sampleReport({ findings, summary: [figures, '```'] }), 'airlock-report');

    expect(markdown).toContain(`\n\`\`\`\`\n${figures}\n\`\`\`\n\`\`\`\`\n`);
    expect(markdown).toContain("| `` airlock replay '<a> & `b`' `` |");
  });
});

test('a secret is masked before it is escaped', () => {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-github-'));
  const summary = join(folder, 'summary.md');
  vi.stubEnv('GITHUB_ACTIONS', 'true').stubEnv('GITHUB_STEP_SUMMARY', summary);
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)));
  const redact = (text: string): string => text.replaceAll('p%s|w*d', '***');

  const report = sampleReport({ findings: [sampleFinding({ title: 'echo p%s|w*d' })] });
  githubReporter({ reportDir: folder, quiet: false, verbose: false, color: false, redact }).emit({
    type: 'run-finished',
    report,
  });

  vi.restoreAllMocks();
  expect(lines[0]).toContain('echo ***');
  expect(readFileSync(summary, 'utf8')).toContain(String.raw`echo \*\*\*`);
});

/** As GitHub's runner reads a workflow command (`ActionCommand.cs`): five escapes in a property, three in the message. */
function readByRunner(line = ''): { readonly title: string; readonly message: string } {
  const [, title = '', message = ''] = /^::error title=([^:,]*)::(.*)$/.exec(line) ?? [];
  const data = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  return { title: data(title.replaceAll('%3A', ':').replaceAll('%2C', ',')), message: data(message) };
}

test('a description that is checked is shown as text, and its witnesses as code', () => {
  const fault = {
    rule: 'unsatisfiable',
    kind: 'contradiction',
    pointer: '/a|b',
    reason: '*a* | <b>',
    witness: 'x|`y`',
  };

  const markdown = checkAsMarkdown(
    { faults: [fault], operations: [], missing: [], models: {} } as unknown as CheckResult, // what is shown of it
    'api_v1_.json',
  );

  expect(markdown).toContain(String.raw`# Check of api\_v1\_.json`);
  expect(markdown).toContain(String.raw`| unsatisfiable | ${'`/a\\|b`'} | \*a\* \| &lt;b> | ${'`` "x\\|`y`" ``'} |`);
});
