/** What a valid body must satisfy beyond its schema, as every conforming server is known to accept it. */
import { parseJson } from '../../src/json/parse-json.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { anyTag, tagPlaceholder } from '../arbitraries/any-tag.ts';
import { brokenDomainRules } from '../arbitraries/domain-rules.ts';
import { isLabelled, isValid } from './case.ts';
import type { CaseStep } from './case.ts';

/** The operations of the release that is tested. */
export type Described = Readonly<Record<string, Operation>>;

/** True for steps that may be sent as they are: valid ones obey every rule, the others are meant to break one. */
export function isWellFormed(step: CaseStep, described: Described = operations): boolean {
  return !isValid(step) || brokenRules(step.operation, step.body, described).length === 0;
}

/** True unless the step claims to depart from its schema and, as serialised, does not depart from it where it says. */
export function stillBreaks(step: CaseStep, described: Described = operations): boolean {
  if (!isLabelled(step) || step.intent.label.kind !== 'schema') return true;
  const { pointer: place } = step.intent.label;
  const operation = described[step.operation];
  if (operation?.request === undefined) return false;
  return validatorFor(operation.request)(filledIn(step.body)).some(
    ({ pointer }) => pointer === place || pointer.startsWith(`${place}/`),
  );
}

/** Names every rule that a body breaks; placeholders count as what they stand for. */
export function brokenRules(
  operationId: keyof typeof operations,
  body: unknown,
  described: Described = operations,
): readonly string[] {
  const operation = described[operationId];
  if (operation === undefined) return ['the release has no such operation'];
  if (operation.request === undefined) return body === undefined ? [] : ['a body where none is declared'];
  if (body === undefined) return ['no body'];
  const filled = filledIn(body);
  const violations = validatorFor(operation.request)(filled).map(({ pointer, message }) => `${pointer} ${message}`);
  return [...violations, ...brokenDomainRules(operationId, body)];
}

/** As it goes over the wire. Only ids are checked as UUIDs; names keep their placeholder. */
function filledIn(body: unknown): unknown {
  return parseJson(
    (JSON.stringify(body) ?? 'null')
      .replaceAll(tagPlaceholder, anyTag)
      .replaceAll(/"\{\{(?!name)([a-z-]+)(?::\d+)*\}\}"/gi, (_, kind: string) =>
        kind.endsWith('-catalog') ? '{"streams":[]}' : '"aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"',
      ),
  );
}
