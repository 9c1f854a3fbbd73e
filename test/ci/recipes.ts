/** The recipes of the documentation and of the package, as whoever copies them has them. */
import { readFileSync } from 'node:fs';
import { root } from '../docs/pages.ts';

export interface Recipe {
  /** Its place in the repository that uses it. */
  readonly file: string;
  /** The heading that it stands under. */
  readonly name: string;
  readonly text: string;
}

export const recipes: readonly Recipe[] = read('docs/ci.md')
  .split(/^## /m)
  .flatMap((section) =>
    [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => ({
      name: section.split('\n')[0] ?? '',
      file: /^# (\.\S+)$/m.exec(text)?.[1] ?? '.github/workflows/airlock.yml',
      text,
    })),
  );

export const githubRecipes = recipes.filter(({ file }) => file.startsWith('.github/'));
export const gitlabRecipes = recipes.filter(({ file }) => file === '.gitlab-ci.yml');

export function read(file: string): string {
  return readFileSync(`${root}/${file}`, 'utf8');
}
