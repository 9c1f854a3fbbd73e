import type { OptionName, optionTable } from './option-table.ts';

/** Options of the command line as a program gives them: by camel-case name, with the values that the option table accepts. */
export type SettingsOf<Name extends OptionName> = { readonly [Each in Name]?: SettingOf<(typeof optionTable)[Each]> };

type SettingOf<Option extends { readonly kind: string }> = Option extends { readonly kind: 'flag' }
  ? boolean
  : Option extends { readonly kind: 'number' }
    ? number
    : Option extends { readonly kind: 'text' }
      ? WordOf<Option>
      : readonly WordOf<Option>[];

/** One of the words where the table lists them all. */
type WordOf<Option> = Option extends { readonly accepted: readonly (infer Word)[] } ? Word : string;
