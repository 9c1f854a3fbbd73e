import { textAt } from '../../src/json/json.ts';
import type { OperationStep } from '../model/case.ts';

/** Whether the step reads a connection that was there before the run. */
export function isAboutExisting({ body }: OperationStep): boolean {
  return textAt(body, 'connectionId')?.startsWith('{{existing:') === true;
}
