/** The modules of `page/` as one script: TypeScript in a checkout, JavaScript in the built package. */
import { buildSync } from 'esbuild';
import { extname, join } from 'node:path';

/** ASCII only, so that the encoding of the page does not matter, and without any `</script`. */
export function pageScript(parts: readonly ('page' | 'charts')[]): string {
  const { outputFiles } = buildSync({
    entryPoints: parts.map((part) => join(import.meta.dirname, 'page', `${part}${extname(import.meta.filename)}`)),
    bundle: true,
    write: false,
    // Needed for names only: nothing is written.
    outdir: import.meta.dirname,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    // The package ships no tsconfig.json: the script is the same with one and without.
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}
