/** How requests are sent: limits, sockets, TLS and proxy. */
export interface HttpOptions {
  /** For the whole exchange, body included. */
  readonly timeoutMs: number;
  /** Limit of a decoded body; a longer one is a failure. 16 MiB by default. */
  readonly maxAnswerBytes?: number;
  /** Sockets kept open to the server. */
  readonly connections?: number;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly insecure?: boolean };
  /** Address of a proxy for every request; without it the environment decides, see `proxyFor`. */
  readonly proxy?: string;
}
