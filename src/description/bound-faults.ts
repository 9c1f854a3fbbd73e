/** Bounds of a schema that leave no value between them. */
import { listAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { FoundFault } from './fault.ts';

const boundPairs = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
] as const;

export function boundFaults(schema: JsonObject, pointer: string, version: '3.0' | '3.1'): readonly FoundFault[] {
  const crossed = boundPairs.flatMap(([low, high]): readonly FoundFault[] => {
    const least = schema[low];
    const most = schema[high];
    if (typeof least !== 'number' || typeof most !== 'number') return [];
    const isOpen = low === 'exclusiveMinimum' || (version === '3.0' && low === 'minimum' && isExclusive(schema));
    if (least < most || (least === most && !isOpen)) return [];
    const reason = `${low} is ${least} and ${high} is ${most}`;
    return [{ rule: 'crossed-bounds', pointer: under(pointer, low), reason, also: [under(pointer, high)] }];
  });
  return [...crossed, ...tooManyRequired(schema, pointer)];
}

/** In 3.0 a flag beside the bound excludes it. */
function isExclusive(schema: JsonObject): boolean {
  return schema['exclusiveMinimum'] === true || schema['exclusiveMaximum'] === true;
}

function tooManyRequired(schema: JsonObject, pointer: string): readonly FoundFault[] {
  const most = schema['maxProperties'];
  const required = listAt(schema, 'required');
  if (typeof most !== 'number' || new Set(required).size <= most) return [];
  return [
    {
      rule: 'crossed-bounds',
      pointer: under(pointer, 'maxProperties'),
      reason: `${required.length} members are required and at most ${most} allowed`,
      also: [under(pointer, 'required')],
    },
  ];
}
