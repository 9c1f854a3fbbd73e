import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { reportRoot } from './run-folder.ts';

/**
 * Where a finding is stored, seen from the working folder: what services for code show as its file. They take the path for a part
 * of the finding, so it is the same in every run: the folder that a run has for itself is named `latest`.
 */
export function findingFile(id: string, reportDir: string): string {
  const dir = dirname(reportDir) === reportRoot ? join(reportRoot, 'latest') : relative('.', resolve(reportDir));
  // Only paths within the repository mean anything to them.
  const isOutside = isAbsolute(dir) || dir.split(sep)[0] === '..';
  return [...(isOutside ? [] : dir.split(sep)), 'findings', `${id}.json`].filter((part) => part !== '').join('/');
}
