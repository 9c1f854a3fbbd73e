import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'contracts', include: ['contracts/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'properties', include: ['properties/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 } },
      {
        test: {
          name: 'harness',
          include: ['test/**/*.test.ts'],
          exclude: ['test/performance/**', 'test/load/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // After the others and one file at a time: a load generator that shares its processor measures its neighbours.
        test: {
          name: 'performance',
          include: ['test/performance/**/*.test.ts', 'test/load/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 900_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
