/** `npm run build`: compiles what the package ships into `dist/`, so that no Node needs to know TypeScript. */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const compiler = join(root, 'node_modules/.bin/tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
// The scripts of k6 and of the page first: they need other types than Node's. What they share with the rest is written again at the end.
for (const project of ['tsconfig.build-load.json', 'tsconfig.build-page.json', 'tsconfig.build.json'])
  execFileSync(compiler, ['-p', join(root, project)], { stdio: 'inherit' });
chmodSync(join(root, 'dist/src/cli.js'), 0o755);
