/** What lists take since release 2.0: filters beyond source and destination, and a sort key. */
import type { Draw } from './draw.ts';
import { declares } from './declares.ts';
import { placeholders } from './generation-context.ts';
import type { GenerationContext } from './generation-context.ts';

const list = 'webBackendListConnectionsForWorkspace';

export const sortKeys = [
  'connectionName_asc',
  'connectionName_desc',
  'sourceName_asc',
  'sourceName_desc',
  'destinationName_asc',
  'destinationName_desc',
  'lastSync_asc',
  'lastSync_desc',
] as const;

/** Of the whole list, not of a page. */
export function drawNewerListMembers(draw: Draw, context: GenerationContext): Readonly<Record<string, unknown>> {
  return {
    ...(declares(context, list, 'sortKey') && draw.chance(0.5) ? { sortKey: draw.pick(sortKeys) } : {}),
    ...(declares(context, list, 'filters') && draw.chance(0.7) ? { filters: filters(draw, context) } : {}),
  };
}

/** One of them nearly always, so that each has a say of its own. */
function filters(draw: Draw, context: GenerationContext): Readonly<Record<string, unknown>> {
  const kinds = draw.chance(0.75) ? [draw.pick(filterKinds)] : draw.subset(filterKinds, 0.4);
  return Object.assign({}, ...kinds.map((kind) => kind(draw, context))) as Readonly<Record<string, unknown>>; // parts are objects
}

type Filter = (draw: Draw, context: GenerationContext) => Readonly<Record<string, unknown>>;

const searchTerm: Filter = (draw, { readOnly = false }) => {
  const term = draw.pick([placeholders.nameOf(1), placeholders.nameOf(1), 'AIRLOCK-', '%', '_', 'airlock-nothing', '']);
  return { searchTerm: readOnly && term.startsWith('{{') ? 'airlock-' : term };
};
const states: Filter = (draw) => ({ states: draw.pick([['active'], ['inactive'], ['active', 'inactive'], []]) });
const statuses: Filter = (draw) => ({
  statuses: draw.pick([['healthy'], ['failed'], ['running'], ['paused'], ['failed', 'running'], []]),
});
const tagIds: Filter = (draw) => ({
  tagIds: draw.pick([
    [placeholders.tagId(0)],
    [placeholders.tagId(0), placeholders.tagId(1)],
    [placeholders.unknown],
    [],
  ]),
});
const definitions: Filter = (draw) => {
  const [source, destination] = [placeholders.sourceDefinition(1), placeholders.destinationDefinition(1)];
  return draw.pick([
    { sourceDefinitionIds: [source] },
    { destinationDefinitionIds: [destination] },
    { sourceDefinitionIds: [source], destinationDefinitionIds: [destination, placeholders.unknown] },
    { sourceDefinitionIds: [placeholders.unknown] },
    { sourceDefinitionIds: [], destinationDefinitionIds: [] },
  ]);
};
const filterKinds = [searchTerm, states, statuses, tagIds, definitions] as const;
