/** How a change acts on those who send requests and on those who read answers. The classes are explained in docs/spec.md. */
import { worst } from './change.ts';
import type { ChangeClass, ChangeKind, Effect } from './change.ts';
import type { Direction } from './reachable-part.ts';

export interface Circumstances {
  /** The member is or was required. */
  readonly isRequired?: boolean;
  /** The object forbids members that it does not declare. */
  readonly isClosed?: boolean;
  /** Every old value is valid for the new schema. */
  readonly oldFitsNew?: boolean;
  /** Every new value is valid for the old schema. */
  readonly newFitsOld?: boolean;
  /** Only the size or the enum of a scalar changed: same JSON type on both sides. */
  readonly isSameJsonType?: boolean;
  /** What changed between two models that stand at the same place under different names; only the name, when nothing did. */
  readonly inside?: readonly { readonly kind: ChangeKind; readonly given: Circumstances }[];
}

type Judgement = readonly [ChangeClass, string];
type Rule = Readonly<Record<Direction, (given: Circumstances) => Judgement>>;

const fine = (reason: string) => (): Judgement => ['harmless', reason];

const rules: Readonly<Record<ChangeKind, Rule>> = {
  'operation-added': { request: fine('nobody calls it yet'), response: fine('nobody reads it yet') },
  'operation-removed': {
    request: () => ['breaking', 'whoever calls it gets 404'],
    response: () => ['breaking', 'there is no answer to read'],
  },
  'body-added': {
    request: ({ isRequired }) =>
      isRequired === true ? ['breaking', 'calls without a body are refused'] : ['harmless', 'the body may be left out'],
    response: fine('answers stay'),
  },
  'body-removed': { request: () => ['risky', 'what is sent is ignored'], response: fine('answers stay') },
  'body-required': { request: () => ['breaking', 'calls without a body are refused'], response: fine('answers stay') },
  'body-optional': { request: fine('sending a body stays right'), response: fine('answers stay') },
  'status-added': {
    request: fine('requests stay'),
    response: () => ['risky', 'a client that knows only the declared statuses fails on it'],
  },
  'status-removed': {
    request: fine('requests stay'),
    response: ({ isRequired }) =>
      isRequired === true
        ? ['breaking', 'clients wait for a success that does not come']
        : ['harmless', 'an error that no longer comes'],
  },
  'model-added': { request: fine('counted where it is used'), response: fine('counted where it is used') },
  'model-removed': { request: fine('counted where it was used'), response: fine('counted where it was used') },
  'model-renamed': { request: fine('names are not sent'), response: fine('names are not answered') },
  'member-added': {
    request: ({ isRequired }) =>
      isRequired === true ? ['breaking', 'requests without it are refused'] : ['harmless', 'it may be left out'],
    response: ({ isRequired, isClosed }) => {
      if (isClosed === true) return ['risky', 'the object is closed: strict readers refuse the member'];
      return isRequired === true
        ? ['risky', 'mocks and fixtures without it no longer satisfy the description']
        : ['harmless', 'readers ignore what they do not know'];
    },
  },
  'member-removed': {
    request: ({ isClosed }) =>
      isClosed === true
        ? ['breaking', 'the object is closed: requests with it are refused']
        : ['risky', 'what is sent is ignored'],
    response: () => ['breaking', 'readers no longer find it'],
  },
  'required-added': {
    request: () => ['breaking', 'requests without it are refused'],
    response: () => ['risky', 'mocks and fixtures without it no longer satisfy the description'],
  },
  'required-removed': {
    request: fine('it may be left out now'),
    response: () => ['breaking', 'readers can no longer rely on it'],
  },
  'type-changed': {
    request: ({ oldFitsNew, isSameJsonType }) =>
      typeJudgement(oldFitsNew, isSameJsonType, 'what was right to send', 'is still right'),
    response: ({ newFitsOld, isSameJsonType }) =>
      typeJudgement(newFitsOld, isSameJsonType, 'what is answered', 'fits the old type'),
  },
  'alternative-added': {
    request: fine('one more form to send'),
    response: ({ isSameJsonType }) =>
      isSameJsonType === true
        ? ['risky', 'readers that know only the other forms refuse it']
        : ['breaking', 'readers meet another type'],
  },
  'alternative-removed': {
    request: () => ['breaking', 'requests of this form are refused'],
    response: fine('a form that no longer comes'),
  },
  'enum-value-added': {
    request: fine('one more value to send'),
    response: () => ['risky', 'readers with a closed enum refuse the new value'],
  },
  'enum-value-removed': {
    request: () => ['breaking', 'requests that use the value are refused'],
    response: fine('a value that no longer comes'),
  },
  'nullable-added': {
    request: fine('null may be sent now'),
    response: () => ['breaking', 'readers meet null where there was none'],
  },
  'nullable-removed': {
    request: () => ['breaking', 'requests with null are refused'],
    response: fine('null no longer comes'),
  },
  closed: {
    request: () => ['breaking', 'requests with members that are not declared are refused'],
    response: fine('fewer members can come'),
  },
  opened: {
    request: fine('more may be sent'),
    response: () => ['risky', 'strict readers refuse members that they do not know'],
  },
  'constraint-changed': {
    request: ({ oldFitsNew }) =>
      oldFitsNew === true ? ['harmless', 'more is allowed'] : ['breaking', 'requests that were right can be refused'],
    response: ({ newFitsOld }) =>
      newFitsOld === true ? ['harmless', 'less can come'] : ['risky', 'values outside of the old bounds can come'],
  },
  'default-changed': {
    request: () => ['risky', 'leaving the member out means something else now'],
    response: fine('answers are explicit'),
  },
};

export function effectOf(kind: ChangeKind, direction: Direction, given: Circumstances): Effect {
  if (given.inside !== undefined) return worstInside(given.inside, direction);
  const [value, reason] = rules[kind][direction](given);
  return { direction, class: value, reason };
}

function worstInside(changes: NonNullable<Circumstances['inside']>, direction: Direction): Effect {
  const effects = changes.map(({ kind, given }) => effectOf(kind, direction, given));
  const value = worst(effects.map((effect) => effect.class));
  return (
    effects.find((effect) => effect.class === value) ?? {
      direction,
      class: value,
      reason: 'only the name is another one',
    }
  );
}

function typeJudgement(
  fits: boolean | undefined,
  isSameJsonType: boolean | undefined,
  subject: string,
  verb: string,
): Judgement {
  if (fits === true) return ['harmless', `${subject} ${verb}`];
  return isSameJsonType === true
    ? ['risky', `the JSON type stays, but not every value of it ${verb}`]
    : ['breaking', 'the type is another one'];
}
