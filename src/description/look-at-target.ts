/** What is asked of an open target to find out its release. */
import type { Answer, Failure } from '../target/exchange.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { unknownId } from '../target/unknown-id.ts';
import type { Look } from './identify-release.ts';

export function lookAt(target: OpenTarget): Look {
  const read = async (connectionId: string): Promise<Answer | Failure> =>
    (await target.send({ operation: 'webBackendGetConnection', body: { connectionId } })).outcome;
  return {
    async get(path, accept) {
      const call = { operation: 'transport', method: 'GET', path, headers: { accept } } as const;
      return (await target.send(call)).outcome;
    },
    unknownConnection: async () => read(unknownId),
    async someConnection() {
      const [connectionId] = target.fixtures.existingConnectionIds;
      return connectionId === undefined ? undefined : read(connectionId);
    },
  };
}
