import { defined } from '../json/defined.ts';

/** A catalog of so many streams, of fifteen fields each unless told otherwise; a description makes their schemas longer. */
export function catalogOf(
  streams: number,
  { fields = 15, description }: { readonly fields?: number; readonly description?: string } = {},
): object {
  const properties = Object.fromEntries(
    Array.from({ length: fields }, (_, index) => [`field_${index}`, { type: ['null', 'string'] }]),
  );
  return {
    streams: Array.from({ length: streams }, (_, index) => ({
      stream: {
        name: `stream_${index}`,
        namespace: 'airlock',
        jsonSchema: { type: 'object', properties, ...defined({ description }) },
        supportedSyncModes: ['full_refresh'],
      },
      config: { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true },
    })),
  };
}
