/** Requests that a released server never answers. */
import fc from 'fast-check';
import { unknownId } from '../../src/target/unknown-id.ts';
import type { OperationStep } from '../model/case.ts';
import type { Steps } from './steps.ts';

/** Long enough for any answer, short enough for a run: nobody waits for what does not come. */
const patienceMs = 2000;

/**
 * Ids that release 2.0 copies into headers, where they do not fit: the request ends there, without an answer. A read, so that nothing
 * happens wherever it is taken.
 */
export const unfitIds: fc.Arbitrary<Steps> = fc
  .constantFrom(` ${unknownId}`, `\t${unknownId}`, `${unknownId}\n`)
  .map((connectionId): Steps => {
    const step: OperationStep = {
      operation: 'getStateType',
      body: { connectionId },
      intent: {
        kind: 'permitted',
        mend: [{ pointer: '/connectionId', value: unknownId }],
        label: {
          kind: 'semantic',
          keyword: 'unfit-id',
          pointer: '/connectionId',
          description: 'an id that begins with a blank or ends with a line break',
        },
      },
      patienceMs,
    };
    return [step];
  });
