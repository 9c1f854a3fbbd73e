/** `npm run bench [-- name …]`: runs every benchmark of this folder, or the named ones, one after the other. */
import { readdir } from 'node:fs/promises';

const folder = import.meta.dirname;
const available = (await readdir(folder))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length))
  .toSorted();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !available.includes(name));

if (unknown.length > 0) {
  console.error(`Cannot run benchmark "${unknown.join('", "')}": expected one of ${available.join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of asked.length > 0 ? asked : available) {
    console.log(`\n## ${name}\n`);
    const benchmark: unknown = await import(`./${name}.ts`);
    if (hasRun(benchmark)) await benchmark.run();
  }
}

/** Every benchmark exports `run`, which prints its table; it measures ratios within one run. */
function hasRun(module: unknown): module is { run(): Promise<void> } {
  return typeof module === 'object' && module !== null && 'run' in module && typeof module.run === 'function';
}
