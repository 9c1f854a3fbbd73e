import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { commands, loadCommand } from '../../src/commands/commands.ts';
import { configurationSchema } from '../../src/commands/options/configuration-schema.ts';
import { fromEnv } from '../../src/commands/options/environment-options.ts';
import { kebab } from '../../src/commands/options/option-name.ts';
import { optionGroups, optionNamed, optionTable } from '../../src/commands/options/option-table.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { runInProcess } from './run-in-process.ts';

const loaded = await Promise.all(Object.keys(commands).map((name) => loadCommand(name)));
const all = loaded
  .flatMap((command) => [command, ...command.commands])
  .map((command) => [pathOf(command), command] as const);

describe.each(all)('%s', (path, command) => {
  test('takes every option from the table, with its flag and its placeholder', () => {
    for (const option of command.options) {
      const defined = optionNamed(option.attributeName());
      if (defined === undefined) throw new Error(`${option.flags} is not in the table`);
      const long = `--${defined.isOn === true ? 'no-' : ''}${defined.flag ?? kebab(option.attributeName())}`;
      const short = defined.short === undefined ? '' : `${defined.short}, `;

      expect(option.flags).toBe(`${short}${long}${defined.value === undefined ? '' : ` <${defined.value}>`}`);
    }
  });

  test('lists its own options first, then those of the target, of consent and of reports', () => {
    const order = ['Options:', 'Target:', 'Consent:', 'Reports:'];
    const groups = command.options.map(({ helpGroupHeading = '' }) => order.indexOf(helpGroupHeading));

    expect(groups).toEqual(groups.toSorted());
    expect(groups).not.toContain(-1);
  });

  test('ends its help with two examples that name options of its own', () => {
    const examples = examplesIn(command);

    expect(examples).toHaveLength(2);
    for (const line of examples) {
      expect(`${line} `).toContain(`airlock ${path} `);
      const leaf = command.commands.find((each) => line.startsWith(`airlock ${path} ${each.name()}`)) ?? command;
      const flags = leaf.options.map(({ long }) => long);
      for (const [flag] of line.matchAll(/--[a-z0-9-]+/g)) expect(flags).toContain(flag);
    }
  });
});

test('the table holds no option that no command takes', () => {
  const taken = new Set(all.flatMap(([, command]) => command.options.map((option) => option.attributeName())));

  expect(Object.keys(optionTable).filter((name) => !taken.has(name))).toEqual([]);
});

test.each([
  ['target', 'AIRLOCK_TARGET'],
  ['workspace', 'AIRLOCK_WORKSPACE'],
  ['source', 'AIRLOCK_SOURCE'],
  ['destination', 'AIRLOCK_DESTINATION'],
  ['auth', 'AIRLOCK_AUTH'],
  ['token', 'AIRLOCK_TOKEN'],
  ['clientId', 'AIRLOCK_CLIENT_ID'],
  ['clientSecret', 'AIRLOCK_CLIENT_SECRET'],
  ['allowWrites', 'AIRLOCK_ALLOW_WRITES'],
  ['k6', 'K6_BIN'],
  ['brokerUrl', 'PACT_BROKER_BASE_URL'],
  ['brokerToken', 'PACT_BROKER_TOKEN'],
])('%s is read from %s', (name, variable) => {
  const before = process.env[variable];
  process.env[variable] = '1';
  try {
    expect(fromEnv(name)).toEqual([[name, name.startsWith('allow') ? true : '1']]);
  } finally {
    if (before === undefined) delete process.env[variable];
    else process.env[variable] = before;
  }
});

describe('the schema of airlock.config.json', () => {
  test.each([
    ['report', 'cleanup'],
    ['phases', 'fuzz'],
    ['operations', 'fuzz'],
    ['operation', 'load'],
    ['skip', 'check'],
  ])('offers for "%s" the words that the command accepts', async (name, command) => {
    const { stdout, stderr } = await runInProcess([command, `--${name}`, 'xxxxxxxxxxxxxxxxxxxx']);

    const accepted = /: expected ([\w, ]+)/.exec(`${stdout}${stderr}`)?.[1]?.split(', ');
    expect(enumOf(name)).toEqual(accepted);
  });

  test('offers words, and refuses no other text: a variable may stand there', () => {
    const violations = validatorFor(configurationSchema as Parameters<typeof validatorFor>[0]);

    expect(violations({ phases: 'valid,invalid', report: '${FORMATS}', skip: ['load', '${STEP}'] })).toEqual([]);
    expect(violations({ phases: 3 })).not.toEqual([]);
  });

  test('describes every setting', () => {
    const settings = Object.entries(configurationSchema.properties).filter(([name]) => name !== '$schema');

    expect(settings.filter(([, schema]) => !('description' in schema))).toEqual([]);
  });
});

describe('the tables of the documentation', () => {
  test('serve.md has every option of serve', async () => {
    const { options } = await loadCommand('serve');
    const others = ['--openapi']; // told in the text

    expect(flagsInTables('serve.md').toSorted()).toEqual(
      options.flatMap(({ long }) => (long === undefined || others.includes(long) ? [] : [long])).toSorted(),
    );
  });

  test('own-airbyte.md has every consent, and every secret of a target with its file', () => {
    const consents = Object.keys(optionGroups.consent).filter((name) => name !== 'readOnly');
    const secrets = [...Object.keys(optionGroups.target), ...Object.keys(optionGroups.own)].flatMap((name) => {
      const { isSecret, environment = '' } = optionNamed(name) ?? {};
      return isSecret === true && environment.startsWith('AIRLOCK_') ? [`${environment}_FILE`] : [];
    });

    expect(flagsInTables('own-airbyte.md')).toEqual(expect.arrayContaining(consents.map((name) => `--${kebab(name)}`)));
    expect(rowsOf('own-airbyte.md').flatMap((row) => row.match(/AIRLOCK_\w+_FILE/g) ?? [])).toEqual(secrets);
  });

  test('reports.md has every format', () => {
    const formats = rowsOf('reports.md').flatMap((row) => /^\| `([a-z]+)`/.exec(row)?.[1] ?? []);

    expect(formats.toSorted()).toEqual(optionTable.report.accepted.toSorted());
  });

  test('baseline.md says the defaults', () => {
    const defaults = rowsOf('baseline.md').flatMap((row) => {
      const [, flag, value] = /^\| `--(tolerance|min-effect|alpha) (\S+)`/.exec(row) ?? [];
      return flag === undefined ? [] : [[flag, value]];
    });

    expect(defaults).toEqual([
      ['tolerance', optionTable.tolerance.default],
      ['min-effect', optionTable.minEffect.default],
      ['alpha', optionTable.alpha.default],
    ]);
  });
});

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${command.parent.name()} ${command.name()}`;
}

function examplesIn(command: Command): readonly string[] {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help.slice(help.indexOf('Examples:')).match(/airlock .*/g) ?? [];
}

/** The first enumeration below a property. */
function enumOf(name: string): unknown {
  const [, words] = /"enum":(\[[^\]]*\])/.exec(JSON.stringify(Reflect.get(configurationSchema.properties, name))) ?? [];
  return words === undefined ? undefined : JSON.parse(words);
}

function rowsOf(page: string): readonly string[] {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  return text.split('\n').filter((line) => line.startsWith('|'));
}

function flagsInTables(page: string): readonly string[] {
  return rowsOf(page).flatMap((row) => row.split('|')[1]?.match(/--[a-z][a-z0-9-]+/g) ?? []);
}
