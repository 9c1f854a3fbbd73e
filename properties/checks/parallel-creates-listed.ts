import { member } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';
import { isLive } from '../model/worlds.ts';
import type { Check, Past } from './check.ts';
import { isFullList, listedIds } from './listed-connections.ts';
import { violationIf } from './violation-if.ts';

export const parallelCreatesListed = {
  id: 'parallel-creates-listed',
  law: 'Connections that are created in parallel are all listed, each once and with an id of its own.',
  meaning: 'Connections created at the same time go missing.',
  severity: 'high',
  inspect(now, past) {
    const created = parallel(past);
    if (!isFullList(now) || created.length < 2) return undefined;
    const distinct = new Set(created).size;
    const listed = listedIds(now.json);
    const gone = past.connections().flatMap((known) => (isLive(known) ? [] : [idOf(known.connectionId)]));
    const missing = created.filter((id) => !listed.has(id) && !gone.includes(id));
    return [
      ...violationIf(distinct !== created.length, () => ({
        title: 'Parallel creates answered the same connection',
        expected: `${created.length} ids`,
        received: `${distinct}`,
        kind: 'same',
      })),
      ...violationIf(missing.length > 0, () => ({
        title: 'A connection created in parallel is not listed',
        expected: `${created.length} connections`,
        received: `${missing.length} of them missing`,
        pointer: '/connections',
        kind: 'missing',
        blames: { what: 'parallel', otherwise: 'A created connection is not listed' } as const,
      })),
    ];
  },
} as const satisfies Check;

/** The ids that parallel creates were answered with. */
function parallel(past: Past): readonly string[] {
  return past.observations.flatMap(({ operation, step, answer, json }) => {
    const id = member(json, 'connectionId');
    const isCreated = operation === 'webBackendCreateConnection' && step.group !== undefined && answer.status === 200;
    return isCreated && typeof id === 'string' ? [id.toLowerCase()] : [];
  });
}
