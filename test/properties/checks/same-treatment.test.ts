import { sameTreatment } from '../../../properties/checks/same-treatment.ts';
import { invalid } from '../engine/case-steps.ts';
import { create, update } from '../engine/case-steps.ts';
import type { OperationStep } from '../../../properties/model/case.ts';
import { prove } from './prove.ts';
import { read } from './shown.ts';
import { created, ok, refused, updated } from './transcript.ts';

function unnamed(step: OperationStep, kind: 'semantic' | 'schema' = 'semantic'): OperationStep {
  const label = { kind, keyword: 'empty', pointer: '/name', description: 'an empty name' };
  return { ...invalid(step, { name: '' }, '/name'), intent: { kind: 'permitted', label } };
}

function unformatted(step: OperationStep): OperationStep {
  const label = {
    kind: 'semantic',
    keyword: 'namespace',
    pointer: '/namespaceFormat',
    description: 'a custom namespace without its format',
  } as const;
  return {
    ...invalid(step, { namespaceDefinition: 'customformat' }, label.pointer),
    intent: { kind: 'permitted', label },
  };
}

function listFor(prefix: readonly string[]): OperationStep {
  const label = { kind: 'schema', keyword: 'type', pointer: '/prefix', description: 'a list for text' } as const;
  return { ...invalid(update(1), { prefix }, label.pointer), intent: { kind: 'permitted', label } };
}

const accepted = ok(read(1, { name: '' }));
const [first, second] = [unnamed(update(1)), unnamed(create(2))];

prove(sameTreatment, {
  keeps: {
    'what is accepted each time': [
      created(1),
      [first, accepted],
      updated(1, { geography: 'eu' }, { name: '', geography: 'eu' }),
      [first, ok(read(1, { name: '', geography: 'eu' }))],
    ],
    'what is refused each time, whatever the status': [created(1), [first, refused()], [second, refused(400)]],
  },
  exempts: {
    'what the schemas of create and update may say differently': [
      created(1),
      [unnamed(update(1), 'schema'), accepted],
      [unnamed(create(2), 'schema'), refused()],
    ],
    'an update that leaves the half of a pair out, which the connection may have': [
      created(1),
      [unformatted(create(2)), refused()],
      [unformatted(update(1)), ok(read(1, { namespaceDefinition: 'customformat' }))],
    ],
    'a list that is empty at one time: a list of one is taken for its item, and nothing for none': [
      created(1),
      [listFor([]), refused(400)],
      [listFor(['x']), ok(read(1, { prefix: 'x' }))],
    ],
  },
  breaks: {
    'a value that create refuses and update had accepted': {
      turns: [created(1), [first, accepted], [second, refused()]],
      title: 'webBackendCreateConnection refused an empty name, which webBackendUpdateConnection had accepted before',
      pointer: '/name',
    },
    'a value that is accepted at the second time': {
      turns: [created(1), [first, refused()], [first, accepted]],
      title: 'webBackendUpdateConnection accepted an empty name, which it had refused before',
      pointer: '/name',
    },
    'a list of one that is accepted at the second time': {
      turns: [created(1), [listFor(['y']), refused(400)], [listFor(['x']), ok(read(1, { prefix: 'x' }))]],
      title: 'webBackendUpdateConnection accepted a list for text, which it had refused before',
      pointer: '/prefix',
    },
  },
});
