import type { Operation } from '../../schemas/operations.ts';
import type { Check } from './check.ts';
import { actorsAgree } from './actors-agree.ts';
import { authorization } from './authorization.ts';
import { alwaysAnswered } from './always-answered.ts';
import { catalogReplaced } from './catalog-replaced.ts';
import { constantAnswers } from './constant-answers.ts';
import { contentType } from './content-type.ts';
import { createEqualsGet } from './create-equals-get.ts';
import { declaredStatus, declaredStatusIn } from './declared-status.ts';
import { deprecatedHidden } from './deprecated-hidden.ts';
import { distinctCreates } from './distinct-creates.ts';
import { errorBody } from './error-body.ts';
import { existingUntouched } from './existing-untouched.ts';
import { fieldSelection } from './field-selection.ts';
import { getIsReadOnly } from './get-is-read-only.ts';
import { growth } from './growth.ts';
import { invalidRejected } from './invalid-rejected.ts';
import { isolation } from './isolation.ts';
import { jobMembers } from './job-members.ts';
import { listFilters } from './list-filters.ts';
import { listGetAgree } from './list-get-agree.ts';
import { listMembership } from './list-membership.ts';
import { keptOrRefused } from './kept-or-refused.ts';
import { listPages } from './list-pages.ts';
import { listSorted } from './list-sorted.ts';
import { mappersKept } from './mappers-kept.ts';
import { problemBody } from './problem-body.ts';
import { tagsKept } from './tags-kept.ts';
import { lostUpdate } from './lost-update.ts';
import { noLeak } from './no-leak.ts';
import { noOpUpdate } from './no-op-update.ts';
import { noUnaskedSync } from './no-unasked-sync.ts';
import { noServerError } from './no-server-error.ts';
import { operationIds } from './operation-ids.ts';
import { operationsAsSet } from './operations-as-set.ts';
import { parallelCreatesListed } from './parallel-creates-listed.ts';
import { patchFrame } from './patch-frame.ts';
import { readIsWrittenState } from './read-is-written-state.ts';
import { rejectedWriteChangesNothing } from './rejected-write-changes-nothing.ts';
import { refreshDiff } from './refresh-diff.ts';
import { repeatedUpdate } from './repeated-update.ts';
import { responseSchema, responseSchemaIn } from './response-schema.ts';
import { sameTreatment } from './same-treatment.ts';
import { scheduleTriple } from './schedule-triple.ts';
import { schemaChange } from './schema-change.ts';
import { stateType } from './state-type.ts';
import { strictErrorBody } from './strict-error-body.ts';
import { transport } from './transport.ts';
import { unknownIds } from './unknown-ids.ts';
import { updateEqualsGet } from './update-equals-get.ts';
import { validAccepted } from './valid-accepted.ts';
import { workspaceState } from './workspace-state.ts';

const checks = [
  noServerError,
  alwaysAnswered,
  declaredStatus,
  responseSchema,
  contentType,
  validAccepted,
  invalidRejected,
  keptOrRefused,
  errorBody,
  sameTreatment,
  problemBody,
  rejectedWriteChangesNothing,
  createEqualsGet,
  updateEqualsGet,
  patchFrame,
  noOpUpdate,
  repeatedUpdate,
  catalogReplaced,
  operationsAsSet,
  operationIds,
  scheduleTriple,
  fieldSelection,
  mappersKept,
  tagsKept,
  listMembership,
  listFilters,
  listSorted,
  listPages,
  listGetAgree,
  actorsAgree,
  jobMembers,
  workspaceState,
  deprecatedHidden,
  isolation,
  authorization,
  getIsReadOnly,
  distinctCreates,
  unknownIds,
  noLeak,
  constantAnswers,
  stateType,
  noUnaskedSync,
  refreshDiff,
  schemaChange,
  lostUpdate,
  parallelCreatesListed,
  readIsWrittenState,
  existingUntouched,
  growth,
  transport,
  strictErrorBody,
] as const satisfies readonly Check[];

/** The id of a check. A typo is a type error. */
export type CheckId = (typeof checks)[number]['id'];

/** Every check, in the order in which findings of the same severity are listed. */
export const allChecks: readonly Check[] = checks;

/** The checks against another form of the description: statuses and schemas are judged by it. */
export function checksAgainst(described: Readonly<Record<string, Operation>>): readonly Check[] {
  return allChecks.map((check) => {
    if (check === declaredStatus) return declaredStatusIn(described);
    return check === responseSchema ? responseSchemaIn(described) : check;
  });
}
