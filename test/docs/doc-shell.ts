/**
 * Runs lines of the documentation as a reader would who has installed the package: in a folder of their own, against servers that live as
 * long as the page.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtInDocument } from '../../src/description/built-in.ts';
import { installInto } from '../packed.ts';
import { root } from './pages.ts';

export interface Ran {
  readonly exitCode: number | null;
  readonly output: string;
}

export class DocShell {
  readonly folder = mkdtempSync(join(tmpdir(), 'airlock-docs-'));
  readonly #servers: ChildProcess[] = [];
  readonly #environment: Record<string, string> = {};
  #url = '';
  #workspace = '';

  private constructor() {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(AIRLOCK_|GITHUB_|CI$|PACT_BROKER|npm_)/.test(name),
    );
    Object.assign(this.#environment, Object.fromEntries(inherited), {
      PATH: [join(this.folder, 'node_modules/.bin'), dirname(process.execPath), process.env['PATH']].join(':'),
      NO_COLOR: '1',
    });
  }

  /** In a checkout there is `npm run airlock` as well. */
  static async open({ isCheckout = false } = {}): Promise<DocShell> {
    const shell = new DocShell();
    await installInto(shell.folder);
    if (isCheckout) shell.#provideNpmRun();
    return shell;
  }

  #provideNpmRun(): void {
    const bin = join(this.folder, 'bin');
    mkdirSync(bin);
    const cli = join(root, 'src/cli.ts');
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\nshift 3\nexec '${process.execPath}' '${cli}' "$@"\n`);
    chmodSync(join(bin, 'npm'), 0o755);
    this.#environment['PATH'] = `${bin}:${this.#environment['PATH'] ?? ''}`;
  }

  /** Starts `airlock serve …` on a free port; later lines go there. */
  async serve(line: string): Promise<void> {
    const child = this.#spawn(`exec ${line.replace(/ &$/, '').replace(/ --port \S+/, '')} --port 0`);
    this.#servers.push(child);
    const ready = await new Promise<string>((resolve, reject) => {
      let said = '';
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        if (said.includes('ready: ')) resolve(said);
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      child.on('exit', (code) => reject(new Error(`Cannot run "${line}": it ended with ${code}: ${said}`)));
    });
    [, this.#url = '', this.#workspace = ''] = /ready: (\S+) workspace (\S+)/.exec(ready) ?? [];
    // A page that names no workspace means a server with one; ours has two.
    this.#environment['AIRLOCK_WORKSPACE'] = this.#workspace;
  }

  /** `export NAME=value …`, with the addresses of our server. */
  export(line: string): void {
    for (const [, name = '', value = ''] of line.matchAll(/(\w+)=('[^']*'|"[^"]*"|\S*)/g))
      this.#environment[name] = this.#placed(`${name}=${value}`).slice(name.length + 1);
  }

  /** Runs a line with short limits. */
  run(line: string): Promise<Ran> {
    const short = this.#placed(withShortLimits(line));
    this.#provideFiles(short);
    const child = this.#spawn(short);
    let output = `$ ${short}\n`;
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, output })));
  }

  /** Puts findings where `replay` and `explain` look for them, and one where somebody has saved it. */
  adopt(reports: string, finding: string): void {
    const own = join(this.folder, 'airlock-report');
    rmSync(own, { recursive: true, force: true });
    cpSync(reports, own, { recursive: true });
    cpSync(join(own, 'latest/findings', `${finding}.json`), join(this.folder, 'saved', `${finding}.json`));
  }

  close(): void {
    for (const child of this.#servers) child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #spawn(line: string): ChildProcess {
    const [, program = 'bash'] = /^source <\(airlock completion (\w+)\)$/.exec(line) ?? [];
    // As a new user's zsh that has a completion system; the caller's own files are not read.
    const whole = program === 'zsh' ? `autoload -U compinit && compinit -u -D && ${line}` : line;
    return spawn(program, [program === 'zsh' ? '-fc' : '-c', whole], {
      cwd: this.folder,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  #placed(line: string): string {
    const address = (before: string): string => `${before}${this.#url}`;
    return (
      line
        // On a terminal it asks for the address.
        .replace(/\bairlock init$/, `$& --target ${this.#url}`)
        .replaceAll(/(--(?:base-)?target[ =]|AIRLOCK_TARGET=)\S+/g, (_, before: string) => address(before))
        .replaceAll(/(--(?:base-)?workspace[ =]|AIRLOCK_WORKSPACE=)\S+/g, `$1${this.#workspace}`)
        // Nothing listens there: what cannot be written to is a warning.
        .replaceAll(/(--out prometheus-rw=)\S+/g, '$1http://127.0.0.1:9/api/v1/write')
        .replaceAll(/https?:\/\/\S+\.(ya?ml|json)/g, 'openapi.$1')
    );
  }

  /** Files that a page takes for granted: descriptions of other releases. */
  #provideFiles(line: string): void {
    for (const [, option = '', name = ''] of line.matchAll(/(\S*)\s+([\w./-]+\.(?:ya?ml|json))/g)) {
      const file = join(this.folder, name);
      if (option === '--out' || existsSync(file)) continue;
      writeFileSync(file, JSON.stringify(builtInDocument('repaired').document));
    }
  }
}

/** By command, or by command and type. An option that is only replaced is never added. */
const limits: Readonly<Record<string, readonly string[]>> = {
  fuzz: ['--max-time 60s', '--max-examples 12', '--rate-limit 500/s'],
  check: ['--max-time 2s'],
  load: ['--duration 1s'],
  'load breakpoint': ['--duration 6s'],
  'load merge': [],
  'load scaling': ['--max-time 2s'],
  'baseline record': ['--max-duration 6s', '--runs 1'],
  'baseline compare': ['--max-duration 6s'],
};

/** Replaces limits where the line has them, and adds the time limits where it has none. */
function withShortLimits(line: string): string {
  const [, words = ''] = /\bairlock (?:-- )?(\w+(?: [a-z]+)?)/.exec(line) ?? [];
  const command = Object.hasOwn(limits, words) ? words : (words.split(' ')[0] ?? '');
  return (limits[command] ?? []).reduce((short, limit) => {
    const [option = ''] = limit.split(' ');
    const pattern = new RegExp(`${option} \\S+`);
    if (pattern.test(short)) return short.replace(pattern, limit);
    if (option === '--rate-limit') return short;
    return short.replace(new RegExp(`\\bairlock (-- )?${command}`), (call) => `${call} ${limit}`);
  }, line);
}
