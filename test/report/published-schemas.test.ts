import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configurable, configurationSchema } from '../../src/commands/options/configuration-schema.ts';
import { commands, loadCommand } from '../../src/commands/commands.ts';
import { reportSchema } from '../../src/report/report-schema.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { JSONSchema } from 'json-schema-to-ts';

describe('a published schema', () => {
  test.each([
    ['report', reportSchema],
    ['configuration', configurationSchema],
  ])('is the file in docs/schemas that editors and pipelines read: %s', (name, schema) => {
    const file = new URL(`../../docs/schemas/${name}.schema.json`, import.meta.url);
    // After a change: UPDATE_SCHEMAS=1 npx vitest run test/report/published-schemas.test.ts && npm run format
    if (process.env['UPDATE_SCHEMAS'] === '1') writeFileSync(file, JSON.stringify(schema, null, 2));

    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});

describe('the schema of airlock.config.json', () => {
  const violations = validatorFor(configurationSchema as JSONSchema);

  test('accepts options in kebab and in camel case', () => {
    expect(
      violations({
        'max-time': '10m',
        rateLimit: '20/s',
        header: ['X-Team: data'],
        phases: ['valid'],
        strict: true,
        seed: 3,
      }),
    ).toEqual([]);
  });

  test('refuses an unknown option and a value of another type', () => {
    expect(violations({ sedd: 3 })).not.toEqual([]);
    expect(violations({ strict: 'yes' })).not.toEqual([]);
  });

  // What only makes sense for one run, and what belongs to the reference backend.
  const single =
    'help config force reason expires dryRun updateKnown emit parallelism executionSegment executionSegmentSequence points form format port host connections as fault latitude work version serve list listChecks listOperations ci'.split(
      ' ',
    );

  test.each(Object.keys(commands))('knows every lasting option of %s', async (name) => {
    const command = await loadCommand(name);
    const options = [command, ...command.commands].flatMap((each) =>
      each.options.map((option) => option.attributeName()),
    );

    expect(options.filter((option) => !Object.hasOwn(configurable, option) && !single.includes(option))).toEqual([]);
  });
});
