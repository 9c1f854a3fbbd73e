import { defined } from '../../src/json/defined.ts';
import { fieldName, streamName } from './awkward-text.ts';
import type { BareStream } from './bare-stream.ts';
import type { Draw } from './draw.ts';
import type { CorpusStream } from './generation-context.ts';
import { propertiesOf } from './properties-of.ts';

/**
 * A real stream, as it is or with one change: a field dropped, added, renamed or retyped, the stream renamed, other
 * modes.
 */
export function variantOf(draw: Draw, { name, namespace, jsonSchema, supportedSyncModes }: CorpusStream): BareStream {
  const stream: BareStream = {
    name,
    ...defined({ namespace }),
    jsonSchema,
    supportedSyncModes: [...supportedSyncModes],
  };
  const fields = Object.entries(propertiesOf(jsonSchema));
  const withFields = (entries: readonly (readonly [string, unknown])[]): BareStream => ({
    ...stream,
    jsonSchema: { ...jsonSchema, properties: Object.fromEntries(entries) },
  });
  const target = draw.integer(0, Math.max(0, fields.length - 1));
  const unused = (): string => {
    const candidate = fieldName(draw);
    return fields.some(([known]) => known === candidate) ? `${candidate}_${fields.length}` : candidate;
  };
  switch (draw.pick(['none', 'none', 'drop', 'add', 'rename', 'retype', 'rename-stream', 'modes'] as const)) {
    case 'none':
      return stream;
    case 'drop':
      return withFields(fields.filter((_, index) => index !== target));
    case 'add':
      return withFields([...fields, [unused(), { type: ['null', 'string'] }]]);
    case 'rename': {
      const renamed = unused();
      return withFields(fields.map(([field, schema], index) => [index === target ? renamed : field, schema]));
    }
    case 'retype':
      return withFields(
        fields.map(([field, schema], index) => [field, index === target ? { type: 'boolean' } : schema]),
      );
    case 'rename-stream':
      return { ...stream, name: streamName(draw) };
    default:
      // The source learned to sync incrementally.
      return { ...stream, supportedSyncModes: ['full_refresh', 'incremental'] };
  }
}
