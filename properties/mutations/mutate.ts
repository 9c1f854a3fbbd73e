import { isObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import { permittedInputs } from './permitted-inputs.ts';
import { schemaMutations } from './schema-mutations.ts';
import type { Mutation } from './schema-mutations.ts';
import { semanticMutations } from './semantic-mutations.ts';

interface VariantOptions {
  /** A foreign workspace is known, whose ids can be misused. */
  readonly foreign?: boolean;
  /** Of the release that is tested; those of May 2023 unless told otherwise. */
  readonly described?: Readonly<Record<string, Operation>> | undefined;
}

/** Every way of breaking one rule of a valid body: the places where its schema can be broken, then the domain rules. */
export function invalidVariants(
  operationId: OperationId,
  body: unknown,
  options?: VariantOptions,
): readonly Mutation[] {
  return variantsOf(operationId, body, options).filter(({ permitted }) => !permitted);
}

/** Every way in which a body may depart from what all servers accept without breaking a rule: coercions and null at any place, then the inputs of the table. */
export function permittedVariants(
  operationId: OperationId,
  body: unknown,
  options?: VariantOptions,
): readonly Mutation[] {
  return variantsOf(operationId, body, options).filter(({ permitted }) => permitted);
}

/** Of both kinds. */
export function variantsOf(
  operationId: OperationId,
  body: unknown,
  { foreign = false, described = operations }: VariantOptions = {},
): readonly Mutation[] {
  const request = described[operationId]?.request;
  const variants = [
    ...(request === undefined ? [] : schemaMutations(body, request)),
    ...semanticMutations(body, { operation: operationId, foreign, permitted: permittedInputs(operationId, request) }),
  ];
  return operationId === 'webBackendUpdateConnection' && isObject(body) && body['operations'] !== undefined
    ? variants.map((variant) => (isRefusedLate(variant) ? refusedOperations(variant) : variant))
    : variants;
}

/** A released server has replaced the operations already when it refuses the schedule, or anything that no schema expresses. */
function isRefusedLate({ label: { kind, pointer }, permitted }: Mutation): boolean {
  return pointer.startsWith('/schedule') || (kind === 'semantic' && !permitted && !pointer.startsWith('/operations'));
}

function refusedOperations(variant: Mutation): Mutation {
  return {
    get body() {
      return variant.body;
    },
    label: variant.label,
    get mend() {
      return variant.mend;
    },
    permitted: variant.permitted,
    trap: 'refused-operations',
  };
}
