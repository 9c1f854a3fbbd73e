import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docsIndex } from '../../build/docs-index.ts';
import { commands, loadCommand } from '../../src/commands/commands.ts';
import { seededStore } from '../../src/backend/seed.ts';
import { DocShell } from './doc-shell.ts';
import { notRun } from './not-run.ts';
import { airlockCalls, anchorsOf, linksOf, pages, root } from './pages.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const named = pages.map((page) => ({ file: page.file, page }));
const advice =
  'Correct the line; or, when no reader could run it here, add a pattern and a reason to test/docs/not-run.ts.';
/** What "$TOKEN_OF_SOMEBODY_ELSE" and "$SECOND" of a page are. */
const stranger = 'of-somebody-else';
const { foreignWorkspaceId: foreignWorkspace } = seededStore(3);
/** Programs of a reader's machine that lines use beside airlock. */
const others = /^(export|source|jq|cat) /;
/** The transcript has a proof of its own, which holds its outputs against what comes out. */
const isTranscript = ({ file }: { readonly file: string }): boolean => file === 'docs/first-hour.md';

describe.each(named)('$file', ({ page }) => {
  test('links only to files and headings that there are', () => {
    const broken = linksOf(page).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const file = path === '' ? join(root, page.file) : join(root, dirname(page.file), path);
      if (!existsSync(file)) return true;
      return anchor !== undefined && file.endsWith('.md') && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
    });

    expect(broken).toEqual([]);
  });

  test('names only options that some command has', async () => {
    const known = await allOptions();
    // Other tools have options too: only an option alone and a call of ours are meant.
    const inCode = [...page.text.matchAll(/`((?:airlock |npm run airlock |--)[^`\n]*)`/g)].map(
      (match) => match[1] ?? '',
    );

    expect(inCode.flatMap(optionsIn).filter((option) => !known.has(option))).toEqual([]);
  });

  test('names only npm scripts that there are', () => {
    const used = [...page.text.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1] ?? '');

    for (const name of used) expect(Object.keys(scripts)).toContain(name);
  });

  test('shows only command lines that airlock accepts', async () => {
    const mistakes: string[] = [];
    for (const line of [...page.lines, ...page.mentioned])
      for (const words of airlockCalls(line)) {
        const mistake = await mistakeIn(words);
        // A sentence may name a command or an option without its value.
        const isName =
          page.mentioned.includes(line) && /argument missing|missing required|outputHelp/.test(mistake ?? '');
        if (mistake !== undefined && !isName) mistakes.push(`${line}: ${mistake}`);
      }

    expect({ mistakes, advice }).toEqual({ mistakes: [], advice });
  });

  test('has no line that is neither run nor known not to be', () => {
    const unknown = page.lines.filter((line) => !isRun(line) && reasonFor(line) === undefined && !isTranscript(page));

    expect({ unknown, advice }).toEqual({ unknown: [], advice });
  });
});

test('docs/README.md lists every page; after a new one: npx tsx build/write-docs-index.ts && npm run format', () => {
  const listed = pages
    .filter(({ file }) => file.startsWith('docs/') && file !== 'docs/README.md')
    .map(({ file, text }) => ({ name: file.replace('docs/', ''), text }));

  expect(pages.find(({ file }) => file === 'docs/README.md')?.text).toBe(docsIndex(listed));
});

test('every reason not to run a line has its line', () => {
  const lines = pages.flatMap((page) => page.lines);
  const idle = notRun.filter(([pattern]) => !lines.some((line) => pattern.test(line)));

  expect(idle).toEqual([]);
});

describe('the lines of', () => {
  let reports: DocShell;
  let finding = '';
  beforeAll(async () => {
    reports = await DocShell.open();
    await reports.serve('airlock serve --fault update-makes-manual');
    await reports.run('airlock fuzz --target http://localhost/api --workspace x --seed 7');
    const { findings } = JSON.parse(
      readFileSync(join(reports.folder, 'airlock-report/latest/report.json'), 'utf8'),
    ) as {
      readonly findings: readonly { readonly id: string }[];
    };
    finding = findings[0]?.id ?? '';
  }, 600_000);
  afterAll(() => reports.close());

  const runnable = named.filter(({ page }) => !isTranscript(page) && page.lines.some(isRun));
  // Only README.md addresses readers in a checkout too; the package has the other pages with it.
  test.each(runnable)('$file do what they say', { timeout: 600_000 }, async ({ file, page }) => {
    const shell = await DocShell.open({ isCheckout: file === 'README.md' });
    const failures: string[] = [];
    try {
      const [, auth] = /AIRLOCK_AUTH=(\w+:\w+)/.exec(page.lines.join('\n')) ?? [];
      await shell.serve(
        auth === undefined ? 'airlock serve' : `airlock serve --auth ${auth} --other-token ${stranger}`,
      );
      shell.export(`export SECOND=${foreignWorkspace} TOKEN_OF_SOMEBODY_ELSE=${stranger}`);
      for (const line of page.lines) {
        const [words = []] = airlockCalls(line);
        if (line.startsWith('export ')) shell.export(line);
        else if (words[0] === 'serve') await shell.serve(line);
        else if (reasonFor(line) === undefined) {
          const needsFinding = ['replay', 'explain'].includes(words[0] ?? '');
          if (needsFinding) shell.adopt(join(reports.folder, 'airlock-report'), finding);
          const shown = needsFinding ? line.replaceAll(/\b[0-9a-f]{8}\b(?!-)/g, finding) : line;
          const { exitCode, output } = await shell.run(shown);
          // 1 and 5 are results, and a page may show one; so is 6 of a measurement that a busy machine spoils. Anything else
          // says that the line does not work.
          if (!(isMeasured(words) ? [0, 1, 5, 6] : [0, 1, 5]).includes(exitCode ?? -1))
            failures.push(`exit ${exitCode}: ${line}\n${output}`);
          const secrets = auth === undefined ? [] : [auth.split(':')[1] ?? '', stranger];
          if (secrets.some((secret) => output.includes(secret))) failures.push(`shows a secret: ${line}`);
        }
      }
    } finally {
      shell.close();
    }

    expect({ failures, advice }).toEqual({ failures: [], advice });
  });
});

function reasonFor(line: string): string | undefined {
  return notRun.find(([pattern]) => pattern.test(line))?.[1];
}

function isRun(line: string): boolean {
  return airlockCalls(line).length > 0 || others.test(line);
}

function optionsIn(code: string): readonly string[] {
  return [...code.matchAll(/(?:^|\s)(--[a-z][a-z0-9-]+)/g)].map((match) => match[1] ?? '');
}

async function allOptions(): Promise<ReadonlySet<string>> {
  const built = await Promise.all(Object.keys(commands).map((name) => loadCommand(name)));
  const all = built.flatMap((command) => [command, ...command.commands]);
  return new Set(['--help', '--version', ...all.flatMap((command) => command.options.map(({ long }) => long ?? ''))]);
}

/** What commander says against the words, without doing anything. */
async function mistakeIn(words: readonly string[]): Promise<string | undefined> {
  const [name = ''] = words;
  if (['', '--help', '--version', 'help'].includes(name)) return undefined;
  if (!Object.hasOwn(commands, name)) return `there is no command "${name}"`;
  const command = await loadCommand(name);
  const program = new Command('airlock').addCommand(command);
  for (const each of [program, command, ...command.commands])
    each.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  const leaves = command.commands.length === 0 ? [command] : command.commands;
  for (const leaf of leaves) leaf.action(() => undefined);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? undefined : error.message;
  }
}

function isMeasured([command = '']: readonly string[]): boolean {
  return ['load', 'baseline', 'check'].includes(command);
}
