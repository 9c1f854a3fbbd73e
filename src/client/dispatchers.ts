/** How a request leaves this machine: directly or through a proxy. */
import { defined } from '../json/defined.ts';
import { Agent, ProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';
import type { HttpOptions } from './http-options.ts';
import { proxyFor } from './proxy-for.ts';

/** How requests to an origin leave: directly, or through a proxy. */
export interface Route {
  readonly dispatcher: Dispatcher;
  readonly proxy?: string;
}

export interface Dispatchers {
  /** @throws {TypeError} for a proxy that cannot be used. */
  to(origin: string): Route;
  close(): Promise<void>;
}

/** The sockets are shared by all origins that are reached in the same way. */
export function createDispatchers(options: HttpOptions): Dispatchers {
  const { tls = {} } = options;
  const connect = {
    ...defined({ ca: tls.ca, cert: tls.cert, key: tls.key }),
    ...(tls.insecure === true ? { rejectUnauthorized: false } : {}),
    timeout: options.timeoutMs,
  };
  const shared = { connections: options.connections ?? 16, pipelining: 1, headersTimeout: 0, bodyTimeout: 0, connect };
  const direct: Route = { dispatcher: new Agent(shared) };
  const byProxy = new Map<string, Route>();
  const byOrigin = new Map<string, Route>();
  const through = (proxy: string): Route => {
    const route = byProxy.get(proxy) ?? {
      dispatcher: new ProxyAgent({ uri: proxy, requestTls: connect, ...shared }),
      proxy,
    };
    byProxy.set(proxy, route);
    return route;
  };
  return {
    to(origin) {
      const known = byOrigin.get(origin);
      if (known !== undefined) return known;
      const proxy = proxyFor(new URL(origin), { explicit: options.proxy });
      const route = proxy === undefined ? direct : through(proxy);
      byOrigin.set(origin, route);
      return route;
    },
    close: async () => {
      await Promise.all([direct, ...byProxy.values()].map(({ dispatcher }) => dispatcher.destroy()));
    },
  };
}
