import { keptOrRefused } from '../../../properties/checks/kept-or-refused.ts';
import type { OperationStep } from '../../../properties/model/case.ts';
import { unknownReference } from '../../../properties/mutations/newer-rules.ts';
import { create, update } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { read, tags } from './shown.ts';
import { created, ok, refused } from './transcript.ts';

const dataplaneGroupId = '000000aa-0000-4000-8000-00000000000a';
const [tag] = tags;

function unknown(step: OperationStep, pointer: string, members: object): OperationStep {
  const label = { kind: 'semantic', keyword: unknownReference, pointer, description: `an unknown ${pointer}` } as const;
  return { ...step, body: { ...(step.body as object), ...members }, intent: { kind: 'invalid', lenient: true, label } };
}

const toGroup = unknown(update(1), '/dataplaneGroupId', { dataplaneGroupId });
const withTag = unknown(create(1), '/tags', { tags: [tag] });

prove(keptOrRefused, {
  keeps: {
    'what is stored as it was sent': [created(1), [toGroup, ok(read(1, { dataplaneGroupId }))]],
    'an id in capitals': [created(1), [toGroup, ok(read(1, { dataplaneGroupId: dataplaneGroupId.toUpperCase() }))]],
    'a refusal': [created(1), [toGroup, refused(404)]],
    'a tag that is taken': [[withTag, ok(read(1, { tags: [{ ...tag, name: 'other' }] }))]],
  },
  breaks: {
    'a tag that is dropped': {
      turns: [[withTag, ok(read(1, { tags: [] }))]],
      title: 'A write with an unknown /tags was accepted and not stored',
      pointer: '/tags',
    },
    'a member that no answer shows': {
      turns: [created(1), [toGroup, ok(read(1))]],
      title: 'A write with an unknown /dataplaneGroupId was accepted and not stored',
      pointer: '/dataplaneGroupId',
    },
  },
});
