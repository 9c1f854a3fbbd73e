import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a folder may import at run time, from ARCHITECTURE.md. A package is named by its specifier's first part. */
const table: Readonly<Record<string, { readonly folders: readonly string[]; readonly packages: readonly string[] }>> = {
  schemas: { folders: [], packages: [] },
  deviations: { folders: ['schemas', 'src/json', 'src/text'], packages: [] },
  'src/json': { folders: [], packages: [] },
  'src/text': { folders: [], packages: [] },
  'src/files': { folders: [], packages: [] },
  'src/statistics': { folders: [], packages: [] },
  // esbuild turns Ajv's standalone code into something that k6 can load.
  'src/validation': { folders: ['schemas', 'src/json', 'src/text'], packages: ['ajv', 'ajv-formats', 'esbuild'] },
  'src/client': { folders: ['schemas', 'src/json', 'src/text', 'src/validation'], packages: ['undici'] },
  'src/backend': {
    folders: ['schemas', 'src/json', 'src/text', 'src/validation', 'src/statistics'],
    packages: ['fastify'],
  },
  'src/target': { folders: ['schemas', 'src/json', 'src/text', 'src/files', 'src/client'], packages: ['undici'] },
  'src/report': { folders: ['schemas', 'src/json', 'src/text', 'src/files'], packages: ['ora', 'uplot', 'esbuild'] },
  'src/description': {
    folders: [
      'schemas',
      'src/json',
      'src/text',
      'deviations',
      'src/validation',
      'src/client',
      'src/target',
      'src/report',
      'src/files',
    ],
    packages: ['yaml', 'undici'],
  },
  contracts: {
    folders: [
      'schemas',
      'src/json',
      'src/text',
      'src/client',
      'src/target',
      'src/validation',
      'src/description',
      'src/report',
      'src/files',
    ],
    packages: ['@pact-foundation/pact', '@pact-foundation/pact-core', 'vitest'],
  },
  properties: {
    folders: [
      'schemas',
      'src/json',
      'src/text',
      'deviations',
      'src/target',
      'src/validation',
      'src/files',
      'src/statistics',
    ],
    packages: ['fast-check', 'vitest'],
  },
  load: { folders: ['schemas'], packages: ['k6'] },
  // What proves the harness uses it whole, and is no part of its work.
  lab: {
    folders: [
      'schemas',
      'deviations',
      'src/description',
      'src/json',
      'src/text',
      'src/backend',
      'src/target',
      'src/validation',
      'properties',
      'contracts',
    ],
    // Released servers publish their description as YAML.
    packages: ['yaml'],
  },
  'src/library': {
    folders: [
      'schemas',
      'src/json',
      'src/validation',
      'src/client',
      'src/backend',
      'src/target',
      'properties',
      // What refuses settings, and says what was meant.
      'src/commands',
    ],
    packages: ['fast-check'],
  },
  'src/performance': {
    // The client's HTTP layer gets the token that k6 sends; validation gives it validators.
    folders: [
      'schemas',
      'src/json',
      'src/text',
      'src/target',
      'src/client',
      'src/validation',
      'src/files',
      'src/statistics',
      'load',
    ],
    packages: ['esbuild', 'hdr-histogram-js', 'simple-statistics', 'yaml'],
  },
};

interface Import {
  readonly from: string;
  readonly specifier: string;
}

/** Imports that are left after types are stripped; tests may import anything. */
function runtimeImports(folder: string): readonly Import[] {
  return importsBy(folder, importsIn);
}

function importsBy(folder: string, read: (source: string) => readonly string[]): readonly Import[] {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.test\.ts$|\.tmp\.ts$|\.d\.ts$/.test(entry.name),
    )
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length));
  return files.flatMap((from) =>
    read(readFileSync(join(root, from), 'utf8')).map((specifier) => ({ from, specifier })),
  );
}

function importsIn(source: string): readonly string[] {
  const lazy = /(?<!typeof )\bimport\(\s*'([^']+)'/g;
  return [...staticImportsIn(source), ...[...codeOf(source).matchAll(lazy)].map((match) => match[1] ?? '')];
}

function staticImportsIn(source: string): readonly string[] {
  const fixed = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
  return [...codeOf(source).matchAll(fixed)].map((match) => match[1] ?? '');
}

/** Types included: a reader follows those as well. */
function typeAndStaticImportsIn(source: string): readonly string[] {
  const fixed = /^(?:import|export)\s+(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
  return [...codeOf(source).matchAll(fixed)].map((match) => match[1] ?? '');
}

/**
 * Without files that import none of the others, or that none imports, again and again: what is left are circles and the
 * ways between them.
 */
function inCircles(imports: readonly Import[]): readonly string[] {
  const edges = imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ from, specifier }) => ({ from, to: normalize(join(dirname(from), specifier)) }));
  let left = edges;
  for (let before = -1; before !== left.length;) {
    before = left.length;
    const sources = new Set(left.map(({ from }) => from));
    const targets = new Set(left.map(({ to }) => to));
    left = left.filter(({ from, to }) => targets.has(from) && sources.has(to));
  }
  return [...new Set(left.map(({ from }) => from))].toSorted();
}

function codeOf(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}

/**
 * The folder of the table that a relative specifier leads to, or the name of a package; `undefined` within the folder
 * itself.
 */
function resolved({ from, specifier }: Import, own: string): { folder?: string; package?: string } | undefined {
  if (specifier.startsWith('node:')) return own === 'load' ? { package: specifier } : undefined;
  if (!specifier.startsWith('.')) {
    const parts = specifier.split('/');
    return { package: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier) };
  }
  const path = normalize(join(dirname(from), specifier));
  const known = [...Object.keys(table), 'src/commands', 'test', 'bench'].toSorted(
    (left, right) => right.length - left.length,
  );
  const folder = known.find((candidate) => path.startsWith(`${candidate}/`)) ?? path;
  return folder === own ? undefined : { folder };
}

describe.each(Object.entries(table))('%s', (own, allowed) => {
  test('imports at run time only what the architecture allows', () => {
    const broken = runtimeImports(own).filter((found) => {
      const target = resolved(found, own);
      if (target === undefined) return false;
      if (target.folder !== undefined) return !allowed.folders.includes(target.folder);
      return !allowed.packages.includes(target.package ?? '');
    });

    expect(broken.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual([]);
  });
});

test('nothing but tests imports test', () => {
  const found = ['src', 'schemas', 'deviations', 'contracts', 'properties', 'load', 'lab'].flatMap(runtimeImports);

  expect(found.length).toBeGreaterThan(300);
  expect(found.filter(({ from, specifier }) => resolved({ from, specifier }, '')?.folder === 'test')).toEqual([]);
});

test('only commands that are asked for it load the lab, when they run', () => {
  const loading = ['src', 'schemas', 'deviations', 'contracts', 'properties', 'load']
    .flatMap((folder) => importsBy(folder, staticImportsIn))
    .filter((found) => resolved(found, '')?.folder === 'lab');
  const lazily = runtimeImports('src').filter((found) => resolved(found, '')?.folder === 'lab');

  expect(loading).toEqual([]);
  expect([...new Set(lazily.map(({ from }) => from))].toSorted()).toEqual([
    'src/commands/completion/completed-commands.ts',
    'src/commands/selftest.ts',
    'src/commands/serve/serve.ts',
  ]);
});

test('no imports go round in a circle, those of types included', () => {
  const imports = ['src', 'schemas', 'deviations', 'contracts', 'properties', 'load', 'lab'].flatMap((folder) =>
    importsBy(folder, typeAndStaticImportsIn),
  );

  expect(inCircles(imports)).toEqual([]);
});

test('a circle is found, and what leads to it and away from it is not', () => {
  const imports = [
    { from: 'a.ts', specifier: './b.ts' },
    { from: 'b.ts', specifier: './c/c.ts' },
    { from: 'c/c.ts', specifier: '../b.ts' },
    { from: 'c/c.ts', specifier: './d.ts' },
    { from: 'c/c.ts', specifier: 'undici' },
  ];

  expect(inCircles(imports)).toEqual(['b.ts', 'c/c.ts']);
});

test('the reader of imports sees static, lazy and side-effect imports, and types only where they are asked for', () => {
  const source = `import type { A } from './a.ts';
import { b } from './b.ts';
import {
  type C,
  c,
} from './c.ts';
import './d.ts';
export { e } from './e.ts';
export type { F } from './f.ts';
type G = typeof import('./g.ts');
const h = await import('./h.ts');
// import { i } from './i.ts';
`;

  expect(importsIn(source)).toEqual(['./b.ts', './c.ts', './d.ts', './e.ts', './h.ts']);
  expect(typeAndStaticImportsIn(source)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts']);
});
