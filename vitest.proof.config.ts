import { defineConfig } from 'vitest/config';

/** What takes long: every fault, latitude and document, kills and failures in mid-run, k6, the installed package, a browser. */
export default defineConfig({
  test: {
    // Most files wait for servers and child processes rather than compute.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'proof',
          include: ['test/**/*.proof.ts'],
          globalSetup: 'test/packages-folder.ts',
          exclude: ['test/performance/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // One file at a time: a load generator that shares its processor measures its neighbours.
        test: {
          name: 'performance',
          include: ['test/performance/**/*.proof.ts'],
          testTimeout: 120_000,
          hookTimeout: 900_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
