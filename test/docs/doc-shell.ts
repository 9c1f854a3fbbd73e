/** Runs lines of the documentation as a reader would, in a folder of their own, against servers that live as long as the page. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInDocument } from '../../src/description/built-in.ts';
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

  constructor() {
    const bin = join(this.folder, 'bin');
    mkdirSync(bin);
    const cli = join(root, 'src/cli.ts');
    // `npm run airlock -- …` and `airlock …` are the same command.
    writeFileSync(join(bin, 'airlock'), `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`);
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\nshift 3\nexec '${process.execPath}' '${cli}' "$@"\n`);
    for (const name of ['airlock', 'npm']) chmodSync(join(bin, name), 0o755);
    cpSync(join(root, 'pacts'), join(this.folder, 'pacts'), { recursive: true });
    const inherited = Object.entries(process.env).filter(([name]) => !/^(AIRLOCK_|GITHUB_|CI$|PACT_BROKER)/.test(name));
    Object.assign(this.#environment, Object.fromEntries(inherited), {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      NO_COLOR: '1',
    });
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

  /** Puts findings where `replay` looks for them. */
  adopt(reports: string): void {
    rmSync(join(this.folder, 'airlock-report'), { recursive: true, force: true });
    cpSync(reports, join(this.folder, 'airlock-report'), { recursive: true });
  }

  close(): void {
    for (const child of this.#servers) child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #spawn(line: string): ChildProcess {
    return spawn('bash', ['-c', line], { cwd: this.folder, env: this.#environment, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  #placed(line: string): string {
    const address = (before: string): string => `${before}${this.#url}`;
    return line
      .replaceAll(/(--(?:base-)?target[ =]|AIRLOCK_TARGET=)\S+/g, (_, before: string) => address(before))
      .replaceAll(/(--(?:base-)?workspace[ =]|AIRLOCK_WORKSPACE=)\S+/g, `$1${this.#workspace}`)
      .replaceAll(/https?:\/\/\S+\.(ya?ml|json)/g, 'openapi.$1');
  }

  /** Files that a page takes for granted: descriptions, and what is named after --known and --config. */
  #provideFiles(line: string): void {
    for (const [, option = '', name = ''] of line.matchAll(/(\S*)\s+([\w./-]+\.(?:ya?ml|json))/g)) {
      const file = join(this.folder, name);
      if (/^--?(out|report-dir|emit)$/.test(option) || existsSync(file)) continue;
      mkdirSync(join(file, '..'), { recursive: true });
      if (option === '--known') writeFileSync(file, '{"findings":[]}');
      else if (option === '--config') writeFileSync(file, '{}');
      else if (option === '--pact') copyFileSync(join(root, 'pacts/airbyte-webapp-airbyte-web-backend.json'), file);
      else writeFileSync(file, JSON.stringify(builtInDocument('repaired').document));
    }
  }
}

const limits: Readonly<Record<string, readonly string[]>> = {
  fuzz: ['--max-time 60s', '--max-examples 12'],
  check: ['--max-time 2s'],
  load: ['--duration 1s'],
  'baseline record': ['--max-duration 6s', '--runs 1'],
  'baseline compare': ['--max-duration 6s'],
};

/** Replaces limits where the line has them, and adds the time limits where it has none. */
function withShortLimits(line: string): string {
  const [, command = ''] = /\bairlock (?:-- )?(baseline \w+|\w+)/.exec(line) ?? [];
  return (limits[command] ?? []).reduce((short, limit) => {
    const [option = ''] = limit.split(' ');
    const pattern = new RegExp(`${option} \\S+`);
    if (pattern.test(short)) return short.replace(pattern, limit);
    if (option === '--rate-limit') return short;
    return short.replace(new RegExp(`\\bairlock (-- )?${command}`), (call) => `${call} ${limit}`);
  }, line);
}
