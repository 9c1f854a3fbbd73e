/** A job that tests the target of `airlock.config.json` every night, for GitHub or GitLab. */
import { existsSync, readFileSync } from 'node:fs';
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
  const remote = existsSync('.git/config') ? readFileSync('.git/config', 'utf8') : '';
  if (existsSync('.github') || /url = .*github/.test(remote)) return 'github';
  return existsSync('.gitlab-ci.yml') || /url = .*gitlab/.test(remote) ? 'gitlab' : undefined;
}

interface Job {
  /** Variables that the job needs and no file holds. */
  readonly secrets: readonly string[];
  readonly version: string;
}

export function ciFiles(ci: Ci | undefined, job: Job): readonly ProjectFile[] {
  if (ci === 'github') return [{ kind: 'whole', path: '.github/workflows/airlock.yml', text: githubWorkflow(job) }];
  if (ci !== 'gitlab') return [];
  return [
    { kind: 'whole', path: '.gitlab/airlock.yml', text: gitlabJob(job) },
    { kind: 'whole', path: '.gitlab-ci.yml', text: 'include:\n  - local: .gitlab/airlock.yml\n' },
  ];
}

const reports = '--report-dir airlock-report';
const consent = "# AIRLOCK_ALLOW_WRITES: '1' # lets the run make connections of its own, which it removes";

function githubWorkflow({ secrets, version }: Job): string {
  return [
    '# Made by airlock init; yours from now on.',
    'name: airlock',
    'on:',
    '  workflow_dispatch:',
    '  schedule:',
    "    - cron: '17 2 * * *'",
    'jobs:',
    '  check:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 30',
    '    env:',
    ...secrets.map((name) => `      ${name}: \${{ secrets.${name} }}`),
    `      ${consent}`,
    "      PACT_DO_NOT_TRACK: 'true'",
    "      SCARF_ANALYTICS: 'false'",
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - uses: actions/setup-node@v4',
    '        with:',
    "          node-version: '24'",
    '      # Start your server here, if it runs on this machine only.',
    `      - run: npx --yes --package airlock-harness@${version} airlock check --skip load --max-time 5m --rate-limit 20/s --report console,json,junit,html,github ${reports}`,
    '      - if: always()',
    '        uses: actions/upload-artifact@v4',
    '        with:',
    '          name: airlock',
    '          path: airlock-report',
    '',
  ].join('\n');
}

function gitlabJob({ secrets, version }: Job): string {
  return [
    '# Made by airlock init; yours from now on. Run it by a schedule, or by hand.',
    ...(secrets.length === 0 ? [] : [`# It needs ${secrets.join(' and ')} as masked variables of the project.`]),
    'airlock:',
    '  image: node:24',
    '  rules:',
    '    - if: $CI_PIPELINE_SOURCE == "schedule"',
    '    - if: $CI_PIPELINE_SOURCE == "web"',
    '  variables:',
    `    ${consent}`,
    "    PACT_DO_NOT_TRACK: 'true'",
    "    SCARF_ANALYTICS: 'false'",
    '  script:',
    `    - npx --yes --package airlock-harness@${version} airlock check --skip load --max-time 5m --rate-limit 20/s --report console,json,junit,html ${reports}`,
    '  artifacts:',
    '    when: always',
    '    paths: [airlock-report/]',
    '    reports:',
    '      junit: airlock-report/junit.xml',
    '',
  ].join('\n');
}
