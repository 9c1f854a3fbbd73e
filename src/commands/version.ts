import { readFileSync } from 'node:fs';

/** The package's version; the file is two folders up in a checkout and three in the built package. */
export function packageVersion(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const parsed = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as {
        readonly name?: string;
        readonly version?: string;
      };
      if (parsed.name === 'airlock-harness' && parsed.version !== undefined) return parsed.version;
    } catch {
      continue;
    }
  }
  return '0.0.0';
}
