/** The files of a project that tests a target: what they hold, and what the user still has to do. */
import { existsSync } from 'node:fs';
import { defined } from '../../json/defined.ts';
import type { Fixtures } from '../../target/target.ts';
import { text } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import { packageVersion } from '../version.ts';
import { ciFiles, ciOf } from './ci-files.ts';
import { packageSpecifier, typedCommand } from './installed-from.ts';
import type { ProjectFile } from './project-file.ts';

export interface Project {
  readonly files: readonly ProjectFile[];
  /** Lines about what no file can do. */
  readonly advice: readonly string[];
}

const schemaPath = 'docs/schemas/configuration.schema.json';

/** Credentials by the variables that hold them. */
const variables = {
  auth: 'AIRLOCK_AUTH',
  token: 'AIRLOCK_TOKEN',
  clientId: 'AIRLOCK_CLIENT_ID',
  clientSecret: 'AIRLOCK_CLIENT_SECRET',
} as const;

export function projectFiles(options: Options, { workspaceId, sourceId, destinationId }: Fixtures): Project {
  const names = Object.entries(variables).filter(([name]) => text(options, name) !== undefined);
  const isBuiltOn = text(options, 'source') !== undefined || text(options, 'destination') !== undefined;
  const proxy = text(options, 'proxy');
  const configuration = {
    $schema: schemaAddress(),
    ...defined({ target: text(options, 'target') }),
    // A variable by which the program finds the secret in a file has no content to refer to.
    ...Object.fromEntries(
      names
        .filter(([, variable]) => process.env[`${variable}_FILE`] === undefined)
        .map(([name, variable]) => [name, `\${${variable}}`]),
    ),
    workspace: workspaceId,
    ...(isBuiltOn ? { source: sourceId, destination: destinationId } : {}),
    ...defined({
      release: text(options, 'release'),
      ca: text(options, 'ca'),
      cert: text(options, 'cert'),
      key: text(options, 'key'),
    }),
    ...(options['insecure'] === true ? { insecure: true } : {}),
    // The user of a proxy is a secret.
    ...(proxy === undefined || proxy.includes('@') ? {} : { proxy }),
  };
  const secrets = names.map(([, variable]) => variable);
  const ci = ciOf(options);
  const specifier = packageSpecifier();
  return {
    files: [
      { kind: 'whole', path: 'airlock.config.json', text: jsonFile(configuration) },
      { kind: 'whole', path: 'airlock.known.json', text: jsonFile({ findings: [] }) },
      { kind: 'lines', path: '.gitignore', lines: ignored() },
      ...ciFiles(ci, { secrets, specifier }),
    ],
    advice: [
      ...(secrets.length === 0
        ? []
        : [
            `secrets   no file holds them: set ${secrets.join(' and ')} in your shell${ci === undefined ? '' : `, and as ${secretsOf[ci]}`}`,
          ]),
      ...(options['header'] === undefined
        ? []
        : ['headers   are in no file, because they may be secrets: pass -H with each run']),
      ci === undefined
        ? 'CI        no file for it: --ci github or --ci gitlab writes one'
        : `CI        the job installs ${specifier} (AIRLOCK_PACKAGE in its file): ${adviceOn(specifier)}`,
      `next      ${typedCommand()} doctor, then ${typedCommand()} check; fuzz --dry-run shows what would be sent`,
    ],
  };
}

/** What somebody has to do before a job can install it. */
function adviceOn(specifier: string): string {
  if (/^[a-z+]+:/.test(specifier)) return 'it must be reachable from there';
  if (/^(\/|\.\.\/|[A-Z]:)/i.test(specifier))
    return 'it is outside of this folder; copy it here, commit it, and name that file';
  return specifier.startsWith('./')
    ? 'commit that file'
    : 'it must be on your registry; else commit the file that npm pack makes, and name it';
}

const secretsOf = { github: 'secrets of the repository', gitlab: 'masked variables of the project' } as const;

/** Reports and journals; and what is installed, where this folder is the one it is installed in. */
function ignored(): readonly string[] {
  return ['airlock-report/', '.airlock/', ...(existsSync('node_modules') ? ['node_modules/'] : [])];
}

/** Of the installed package, so that it fits; else of this version, where packages are published. */
function schemaAddress(): string {
  const installed = `node_modules/airlock-harness/${schemaPath}`;
  return existsSync(installed) ? installed : `https://unpkg.com/airlock-harness@${packageVersion()}/${schemaPath}`;
}

function jsonFile(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
