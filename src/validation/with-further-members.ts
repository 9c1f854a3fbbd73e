import { relaxing } from './relaxed-schema.ts';

/** The schema without its bounds on undeclared members: later releases add some to answers. */
export const withFurtherMembers = relaxing(
  (keyword, value) => (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') && value === false,
);
