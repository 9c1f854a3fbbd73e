import { defineConfig } from 'vitest/config';

/** What one runs before a commit. What takes long is in `vitest.proof.config.ts`. */
export default defineConfig({
  test: {
    // Most files wait for servers and child processes rather than compute.
    maxWorkers: 2,
    projects: [
      { test: { name: 'contracts', include: ['contracts/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'properties', include: ['properties/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 } },
      { test: { name: 'harness', include: ['test/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
    ],
  },
});
