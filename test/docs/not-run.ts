/** Lines of the documentation that the proof of the documents does not run, and why. What `airlock` is told in them is parsed all the same. */
import { spawnSync } from 'node:child_process';

/** Tools beside Airlock that a page uses. Continuous integration has them. */
const absent = ['jq', 'zsh'].filter((name) => spawnSync(name, ['--version']).error !== undefined);

export const notRun: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /^npm ci && npm start$/,
    'in a checkout; continuous integration begins with the first half, test/package.proof.ts runs check',
  ],
  [/^npm pack$/, 'in a checkout; test/packed.ts runs it'],
  [/^docker\b/, 'needs a daemon; test/ci/recipes.proof.ts does what the image does'],
  ...absent.map((name) => [new RegExp(`\\b${name}\\b`), `there is no ${name} here`] as const),
];
