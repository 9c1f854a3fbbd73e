/** A catalog of so many streams, of so many fields each. */
export function catalogOf(streams: number, fields = 15): object {
  const properties = Object.fromEntries(
    Array.from({ length: fields }, (_, index) => [`field_${index}`, { type: ['null', 'string'] }]),
  );
  return {
    streams: Array.from({ length: streams }, (_, index) => ({
      stream: {
        name: `stream_${index}`,
        namespace: 'airlock',
        jsonSchema: { type: 'object', properties },
        supportedSyncModes: ['full_refresh'],
      },
      config: { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true },
    })),
  };
}
