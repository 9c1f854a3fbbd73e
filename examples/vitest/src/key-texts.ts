/** What a settings page needs: the primary key of each stream as texts in input fields, and a catalog with what was typed. */
import type { Model } from 'airlock-harness/schemas';

type Catalog = Model<'AirbyteCatalog'>;

/** The key of each stream, one text a path. */
export function keyTexts(catalog: Catalog): readonly (readonly string[])[] {
  return catalog.streams.map(({ config }) => (config?.primaryKey ?? []).map((path) => path.join('.')));
}

/** The catalog with these keys. */
export function withKeyTexts(catalog: Catalog, texts: readonly (readonly string[])[]): Catalog {
  return {
    ...catalog,
    streams: catalog.streams.map(({ stream, config }, index) => {
      const primaryKey = (texts[index] ?? []).map((text) => text.split('.'));
      return {
        ...(stream === undefined ? {} : { stream }),
        ...(config === undefined
          ? {}
          : { config: config.primaryKey === undefined ? config : { ...config, primaryKey } }),
      };
    }),
  };
}
