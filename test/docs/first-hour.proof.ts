/**
 * Types what docs/first-hour.md shows and holds the page against what comes out. UPDATE_FIRST_HOUR=1 writes outputs and times into it:
 * UPDATE_FIRST_HOUR=1 npx vitest run --config vitest.proof.config.ts test/docs/first-hour.proof.ts
 */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packed } from '../packed.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import type { FaultProxy } from '../target/fault-proxy.ts';
import { root } from './pages.ts';
import { withoutMeasured } from './without-measured.ts';

const file = join(root, 'docs/first-hour.md');
const folder = mkdtempSync(join(tmpdir(), 'airlock-first-hour-'));
/** The environment of the shell from block to block; beside the reader's folder, which is empty at first. */
const state = `${folder}.state`;
const shown = 'http://localhost:8000/api';
let server: ChildProcess | undefined;
let slow: FaultProxy | undefined;

beforeAll(async () => {
  copyFileSync(await packed(), join(folder, 'airlock-harness-0.1.0.tgz'));
  const words = [
    join(root, 'src/cli.ts'),
    'serve',
    '--port',
    '0',
    '--fault',
    'refused-update-is-stored',
    '--auth',
    'airbyte:password',
  ];
  const child = spawn(process.execPath, words, { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
  server = child;
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const ready = /ready: (\S+)/.exec(chunk.toString());
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
    child.on('exit', (code) => reject(new Error(`Cannot serve: it ended with ${code}`)));
  });
  slow = await startFaultProxy(url, () => ({ kind: 'delay', ms: 100 }));
}, 600_000);
afterAll(async () => {
  await slow?.close();
  server?.kill('SIGKILL');
  for (const path of [folder, state]) rmSync(path, { recursive: true, force: true });
});

test('docs/first-hour.md shows what a newcomer sees', { timeout: 600_000 }, async () => {
  const page = readFileSync(file, 'utf8');
  const shell = new Shell(slow?.url ?? '');
  const codes: number[] = [];
  let fresh = '';
  let end = 0;
  for (const match of page.matchAll(/^```bash\n([\s\S]*?)^```\n\n```text\n[\s\S]*?^```\n(\n_[^\n]*_\n)?/gm)) {
    const [whole, script = ''] = match;
    const { code, output, seconds } = await shell.run(script);
    codes.push(code);
    fresh += page.slice(end, match.index);
    fresh += `\`\`\`bash\n${script}\`\`\`\n\n\`\`\`text\n${output}\n\`\`\`\n\n_Exit code ${code} after ${seconds} s._\n`;
    end = match.index + whole.length;
  }
  fresh += page.slice(end);
  const machine = `${cpus().length} cores, ${process.platform}, Node ${process.versions.node}`;
  fresh = fresh.replace(/^_Measured on .*_$/m, `_Measured on a machine with ${machine}._`);

  // Several workspaces are exit 2, a finding is exit 1, in the run and again.
  expect({ codes, fresh }).toEqual({ codes: [0, 2, 0, 0, 1, 0, 1, 0], fresh: expect.any(String) as unknown });
  if (process.env['UPDATE_FIRST_HOUR'] !== undefined) writeFileSync(file, fresh);
  expect(withoutMeasured(readFileSync(file, 'utf8'))).toBe(withoutMeasured(fresh));
});

/** A shell that goes on from block to block, as one terminal does. */
class Shell {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
    writeFileSync(state, '');
  }

  /**
   * What a block prints: standard output, and the line that says why when it fails. The rest of standard error is progress, which
   * depends on the machine.
   */
  async run(script: string): Promise<{ readonly code: number; readonly output: string; readonly seconds: number }> {
    const placed = script.replaceAll(shown, this.#url);
    const whole = `. ${state}\ntrap 'export -p > ${state}' EXIT\nset -e\n${placed}`;
    const began = performance.now();
    const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile('bash', ['-c', whole], { cwd: folder, env: environment() }, (error, ...[out, err]) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout: out, stderr: err }),
      );
    });
    const why = code === 0 ? '' : (stderr.trim().split('\n').at(-1) ?? '');
    const seconds = Math.max(1, Math.round((performance.now() - began) / 1000));
    return { code, output: this.#asShown(`${stdout.trim()}\n${why}`), seconds };
  }

  #asShown(output: string): string {
    return (
      output
        .replaceAll(this.#url, shown)
        .replaceAll(folder, '~/tests')
        .replaceAll(homedir(), '~')
        // How npm warns depends on its version.
        .replaceAll(/^npm (?:warn|notice).*\n/gm, '')
        .replaceAll(/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z/g, '2026-01-31T12-30-05-123Z')
        .trim()
    );
  }
}

function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AIRLOCK_|GITHUB_|PACT_|npm_|CI$)/i.test(name));
  return {
    ...Object.fromEntries(inherited),
    NO_COLOR: '1',
    PACT_DO_NOT_TRACK: 'true',
    SCARF_ANALYTICS: 'false',
    PATH: [dirname(process.execPath), process.env['PATH']].join(':'),
  };
}
