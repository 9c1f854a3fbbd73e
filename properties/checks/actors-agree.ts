import { operations } from '../../schemas/operations.ts';
import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { sentMembers } from '../model/after-write.ts';
import { idOf } from '../model/read-back.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { isList, listedConnections } from './listed-connections.ts';
import { show } from './show.ts';
import { shownConnection } from './shown-connection.ts';
import { violationIf } from './violation-if.ts';

const sides = ['source', 'destination'] as const;
type Side = (typeof sides)[number];
/** What every item of a list shows of its source, or of its destination. */
const shownOf = (side: Side): readonly string[] => ['name', `${side}DefinitionId`, `${side}Name`, 'icon'];

export const actorsAgree = {
  id: 'actors-agree',
  law: 'A connection shows the source and the destination that it names. Both belong to its workspace. A default name that is made of both names has the source first. A source or destination looks the same wherever it is shown.',
  meaning: 'The page groups connections under the wrong source, or shows one source under two names.',
  exceptions: 'Only icons are compared between answers: anybody may rename a source meanwhile.',
  severity: 'high',
  inspect(now, past) {
    if (isList(now)) return sides.flatMap((side) => unlikeItems(listedConnections(now.json), side));
    const read = shownConnection(now);
    if (read === undefined) return undefined;
    return [
      ...turnedName(read, now),
      ...sides.flatMap((side) => [...otherThanNamed(read, side), ...otherIcon(read, past, side)]),
      ...strangers(read, past),
    ];
  },
} as const satisfies Check;

/** A server may choose another default than the documented one, but not the documented one the wrong way round. */
function turnedName(read: JsonObject, { operation, body }: Observation): readonly Violation[] {
  const [source, destination] = sides.map((side) => member(read[side], 'name'));
  const isDefault = operation === operations.webBackendCreateConnection.id && !sentMembers(body).includes('name');
  if (!isDefault || source === destination) return [];
  return violationIf(read['name'] === `${String(destination)} <> ${String(source)}`, () => ({
    title: 'A default name has the destination before the source',
    expected: show(`${String(source)} <> ${String(destination)}`),
    received: show(read['name']),
    pointer: '/name',
  }));
}

function otherThanNamed(read: JsonObject, side: Side): readonly Violation[] {
  const [named, shown] = [read[`${side}Id`], member(read[side], `${side}Id`)];
  const isOther = typeof named === 'string' && typeof shown === 'string' && idOf(named) !== idOf(shown);
  return violationIf(isOther, () => ({
    title: `A connection shows another ${side} than it names`,
    expected: `${show(named)}, as /${side}Id says`,
    received: show(shown),
    pointer: `/${side}/${side}Id`,
  }));
}

/** The source of the run is one of its workspace. */
function strangers(read: JsonObject, { target: { fixtures } }: Past): readonly Violation[] {
  const home =
    idOf(member(read['source'], 'sourceId')) === idOf(fixtures.sourceId)
      ? fixtures.workspaceId
      : member(read['source'], 'workspaceId');
  if (typeof home !== 'string') return [];
  return sides.flatMap((side) => {
    const shown = member(read[side], 'workspaceId');
    return violationIf(typeof shown === 'string' && idOf(shown) !== idOf(home), () => ({
      title: `A connection shows a ${side} of another workspace`,
      expected: show(home),
      received: show(shown),
      pointer: `/${side}/workspaceId`,
    }));
  });
}

/** Items of one list that show the same source, but not alike. */
function unlikeItems(items: readonly JsonObject[], side: Side): readonly Violation[] {
  const actors = items.map((item) => item[side]).filter(isObject);
  const byId = Map.groupBy(actors, (actor) => idOf(actor[`${side}Id`]));
  return shownOf(side).flatMap((key) =>
    [...byId.values()]
      .map((same) => new Set(same.map((actor) => actor[key])))
      .filter(({ size }) => size > 1)
      .slice(0, 1)
      .map((unlike) => ({
        title: `A list shows one ${side} with different values of ${key}`,
        expected: 'the same in every item',
        received: show([...unlike]),
        pointer: `/connections/0/${side}/${key}`,
      })),
  );
}

/** Another icon than the last read of a connection of the case with that source. */
function otherIcon(read: JsonObject, past: Past, side: Side): readonly Violation[] {
  const actor = read[side];
  const known = past
    .connections()
    .map((known) => known.read[side])
    .find((earlier) => idOf(member(earlier, `${side}Id`)) === idOf(member(actor, `${side}Id`)));
  return violationIf(known !== undefined && member(known, 'icon') !== member(actor, 'icon'), () => ({
    title: `A ${side} has another icon than before`,
    expected: show(member(known, 'icon')),
    received: show(member(actor, 'icon')),
    pointer: `/${side}/icon`,
  }));
}
