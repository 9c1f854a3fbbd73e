/** Where the program that runs was installed from, and how somebody calls it here. */
import { member, textAt } from '../../json/json.ts';
import { readText } from '../../files/read-text.ts';
import { packageVersion } from '../version.ts';

const name = 'airlock-harness';

/**
 * What a job of a CI installs: what npx was given or what package.json of this folder names, where that is a file or an
 * address; else this version by its name.
 */
export function packageSpecifier(): string {
  const given = process.env['npm_config_package'] ?? '';
  if (/\.tgz$|^https?:/.test(given)) return given;
  const [, path] = /^file:(.*\.tgz)$/.exec(dependency()) ?? [];
  if (path !== undefined) return /^(\.|\/|[A-Z]:)/i.test(path) ? path : `./${path}`;
  return /^(https?|git\S*):/.test(dependency()) ? dependency() : `${name}@${packageVersion()}`;
}

/** The words before a command: a package that npx has found is not on the PATH. */
export function typedCommand(): string {
  if (process.env['npm_lifecycle_event'] !== 'npx') return 'airlock';
  const given = process.env['npm_config_package'] ?? '';
  return `npx --package ${given === '' ? name : given} airlock`;
}

/** What package.json of this folder names as the place of the package; empty where it names none. */
function dependency(): string {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readText('package.json'));
  } catch {
    return '';
  }
  const named = ['devDependencies', 'dependencies'].map((kind) => textAt(member(manifest, kind), name));
  return named.find((specifier) => specifier !== undefined) ?? '';
}
