/** A job that tests the target of `airlock.config.json` every night, for GitHub or GitLab: the files of `templates/`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../files/read-text.ts';
import { text } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import { UsageError } from '../usage-error.ts';
import type { ProjectFile } from './project-file.ts';

export const ciKinds = ['github', 'gitlab'] as const;
export type Ci = (typeof ciKinds)[number];

/** The one that is named, or that the folder shows. @throws {UsageError} */
export function ciOf(options: Options): Ci | undefined {
  const given = text(options, 'ci');
  if (given === 'none') return undefined;
  const named = ciKinds.find((kind) => kind === given);
  if (named !== undefined) return named;
  if (given !== undefined) throw new UsageError(`Cannot use --ci "${given}": expected github, gitlab, none`);
  const remote = existsSync('.git/config') ? readText('.git/config') : '';
  if (existsSync('.github') || /url = .*github/.test(remote)) return 'github';
  return existsSync('.gitlab-ci.yml') || /url = .*gitlab/.test(remote) ? 'gitlab' : undefined;
}

interface Job {
  /** Variables that the job needs and no file holds. */
  readonly secrets: readonly string[];
  /** What npx installs: a name and version, or the path or address of a tarball. */
  readonly specifier: string;
}

/** The recipes of the package, with the secrets of this project. */
export function ciFiles(ci: Ci | undefined, job: Job): readonly ProjectFile[] {
  if (ci === 'github') return [{ kind: 'whole', path: '.github/workflows/airlock.yml', text: githubWorkflow(job) }];
  if (ci !== 'gitlab') return [];
  return [
    { kind: 'whole', path: '.gitlab/airlock.yml', text: template('gitlab-ci.yml', job) },
    {
      kind: 'whole',
      path: '.gitlab-ci.yml',
      text: 'include:\n  - local: .gitlab/airlock.yml\n\nairlock:\n  extends: .airlock-check\n',
    },
  ];
}

/** Its line for one secret is repeated for every secret of the project. */
function githubWorkflow(job: Job): string {
  return template('github-workflow.yml', job).replace(/^ +AIRLOCK_TOKEN: .*\n/m, (line) =>
    job.secrets.map((name) => line.replaceAll('AIRLOCK_TOKEN', name)).join(''),
  );
}

function template(name: string, { specifier }: Job): string {
  // In a checkout three folders up, in the built package four.
  const places = ['../../..', '../../../..'].map((root) => join(import.meta.dirname, root, 'templates', name));
  const file = places.find((place) => existsSync(place));
  if (file === undefined)
    throw new Error(`Cannot find templates/${name}: the installation is incomplete; install it again`);
  return readFileSync(file, 'utf8').replace(/(?<=AIRLOCK_PACKAGE: ).*/, () => specifier);
}
