/** The ten threads that serve all operations but create. A discovery holds one, and calls the API on another. */
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { operations } from '../../schemas/operations.ts';
import { objectOf } from '../json-access.ts';
import { nullPointer } from './java-errors.ts';

/** In milliseconds; a real discovery takes half a second and more. */
export interface DiscoveryTimes {
  /** What a discovery takes. */
  readonly discoveryMs: number;
  /** How long its own call waits for a thread before it gives up. */
  readonly giveUpMs: number;
}

const { webBackendCreateConnection: _create, webBackendGetConnection: get, ...others } = operations;
const served = new Set([get, ...Object.values(others)].map(({ path }) => `/api${path}`));

/** Makes requests wait for a thread, which they hold until they are answered. */
export function limitThreads(http: FastifyInstance, { discoveryMs, giveUpMs }: DiscoveryTimes): void {
  const threads = new Threads();
  const holding = new WeakSet<FastifyRequest>();
  http.addHook('preHandler', async (request, reply) => {
    const path = pathOf(request);
    if (!served.has(path)) return;
    holding.add(request);
    await threads.take();
    if (path !== `/api${get.path}` || !refreshes(request.body)) return;
    await delay(discoveryMs);
    if (await threads.takeWithin(giveUpMs)) threads.release();
    else failDiscovery(reply);
  });
  http.addHook('onResponse', async (request) => {
    if (holding.delete(request)) threads.release();
  });
}

function pathOf({ url }: FastifyRequest): string {
  return (url.split('?')[0] ?? url).replace(/\/$/, '');
}

function refreshes(body: unknown): boolean {
  if (!Buffer.isBuffer(body) || !body.includes('withRefreshedCatalog')) return false;
  try {
    return objectOf(JSON.parse(body.toString()))['withRefreshedCatalog'] === true;
  } catch {
    return false; // refused later on
  }
}

function failDiscovery(reply: FastifyReply): void {
  const { status, body } = nullPointer(
    'Cannot invoke "io.airbyte.api.model.generated.AirbyteCatalog.getStreams()" because "discovered" is null',
  );
  reply
    .code(status)
    .header('content-type', 'application/json')
    .send(Buffer.from(JSON.stringify(body)));
}

class Threads {
  readonly #waiting: (() => void)[] = [];
  #free = 10;

  async take(): Promise<void> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
  }

  /** Whether there was one in time. */
  async takeWithin(limitMs: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    return new Promise<boolean>((resolve) => {
      const taken = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(taken), 1);
        resolve(false);
      }, limitMs).unref();
      this.#waiting.push(taken);
    });
  }

  /** Whoever waits longest has the thread next. */
  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
