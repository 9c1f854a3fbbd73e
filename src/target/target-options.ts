/** How a target is reached and what may be done to it, as plain data: parsed options, no more defaults to apply. */
export interface TargetOptions {
  /** Base address with `/api`. */
  readonly url: string;
  readonly workspaceId?: string;
  readonly sourceId?: string;
  readonly destinationId?: string;
  /** `user:password`. */
  readonly auth?: string;
  readonly token?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** PEM texts, not file names. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly insecure?: boolean };
  readonly proxy?: string;
  /** 10,000 unless told otherwise. */
  readonly requestTimeoutMs?: number;
  readonly rateLimitPerSecond?: number;
  readonly maxRequests?: number;
  /** Connections that the run may create; 50 off the loopback interface unless told otherwise, without a bound on it. */
  readonly maxConnections?: number;
  /** 4 unless told otherwise: a real server has ten request threads. */
  readonly maxInFlight?: number;
  readonly allowWrites?: boolean;
  /** The server is the run's own: nobody else has anything there. */
  readonly isOwn?: true;
  readonly readOnly?: boolean;
  readonly optIns?: {
    readonly harmfulInputs?: boolean;
    readonly activeSchedules?: boolean;
    readonly refresh?: boolean;
    readonly reset?: boolean;
  };
  /** A second workspace, for isolation checks; what is not given is taken from its first connection. */
  readonly foreign?: {
    readonly workspaceId: string;
    readonly sourceId?: string;
    readonly destinationId?: string;
  };
  /** A second user, who may not see the workspace: one way to sign in. */
  readonly other?: { readonly auth?: string; readonly token?: string };
  /** Where journals are kept; `.airlock` unless told otherwise. */
  readonly homeDir?: string;
  /** Opens a target even if its list or get is broken, so that the checks find that; see `Fixtures.unfounded`. */
  readonly tolerateFaults?: boolean;
  /** Reads no further connections to find a discovered catalog: for commands that need none. */
  readonly withoutCatalog?: boolean;
  /** No fixtures are discovered: for commands that only look at the address. */
  readonly withoutFixtures?: boolean;
}
