import { relaxing } from '../../src/validation/relaxed-schema.ts';

/**
 * The schema without required members: a part of an answer that it describes satisfies it, as one alternative or
 * several.
 */
export const withoutDemands = relaxing((keyword, value) => keyword === 'required' && Array.isArray(value));
