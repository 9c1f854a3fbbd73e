/** Which connections of the run may be active, and which may have a schedule: from what was sent, whatever the answers say. */
import { textAt } from '../json/json.ts';
import { connectionKey } from './connection-key.ts';
import { idsIn, setsActive, setsSchedule, statesIdle, statesManual } from './body-rules.ts';
import type { Answer, Failure } from './exchange.ts';
import type { SentBody } from './sent-body.ts';

interface Possible {
  active: boolean;
  scheduled: boolean;
  /** Writes that are under way: their order is not known. */
  writes: number;
}

export type Settle = (outcome: Answer | Failure | undefined) => void;

export interface Activity {
  /** Whether an update may leave one of the connections that it names active with a schedule; a body alone does not show that. */
  starts(body: SentBody, owns: (connectionId: string) => boolean): boolean;
  /** Notes a create or an update that is sent. To be called back with its outcome, `undefined` where it was not sent after all. */
  sent(body: SentBody, write: 'create' | 'update'): Settle;
}

export function activityOfRun(): Activity {
  const connections = new Map<string, Possible>();
  /** Of a connection that another run made nothing is known. */
  const of = (id: string): Possible => {
    const known = connections.get(connectionKey(id)) ?? { active: true, scheduled: true, writes: 0 };
    connections.set(connectionKey(id), known);
    return known;
  };
  return {
    starts: (body, owns) =>
      idsIn(body)
        .filter(owns)
        .map(of)
        .some(
          ({ active, scheduled }) =>
            (scheduled && setsActive(body) && !statesManual(body)) ||
            (active && setsSchedule(body) && !statesIdle(body)),
        ),
    sent(body, write) {
      if (write === 'create')
        return (outcome) => {
          const id =
            outcome?.kind === 'answer' && outcome.json.ok ? textAt(outcome.json.value, 'connectionId') : undefined;
          if (id === undefined) return;
          // A server with a fault may answer with a connection that was there.
          const { active = false, scheduled = false, writes = 0 } = connections.get(connectionKey(id)) ?? {};
          const made = { active: active || !statesIdle(body), scheduled: scheduled || setsSchedule(body), writes };
          connections.set(connectionKey(id), made);
        };
      const named = idsIn(body).map(of);
      for (const each of named) {
        each.active ||= setsActive(body);
        each.scheduled ||= setsSchedule(body);
        each.writes += 1;
      }
      return (outcome) => {
        const isDone = outcome?.kind === 'answer' && outcome.status === 200;
        for (const each of named) {
          each.writes -= 1;
          if (!isDone || each.writes > 0) continue;
          if (statesIdle(body)) each.active = false;
          if (statesManual(body)) each.scheduled = false;
        }
      };
    },
  };
}
