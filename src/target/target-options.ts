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
  /** 4 unless told otherwise: a real server has ten request threads. */
  readonly maxInFlight?: number;
  readonly allowWrites?: boolean;
  readonly readOnly?: boolean;
  readonly optIns?: {
    readonly harmfulInputs?: boolean;
    readonly activeSchedules?: boolean;
    readonly refresh?: boolean;
    readonly reset?: boolean;
  };
  /** A second workspace that the credentials may read, for isolation checks. */
  readonly foreign?: { readonly workspaceId: string; readonly sourceId: string; readonly destinationId: string };
  /** Where journals are kept; `.airlock` unless told otherwise. */
  readonly homeDir?: string;
  /** A target whose list or get is broken is opened all the same, for the checks to say so; see `Fixtures.unfounded`. */
  readonly tolerateFaults?: boolean;
  /** No further connection is read in search of a discovered catalog: for commands that use none. */
  readonly withoutCatalog?: boolean;
  /** No fixtures are discovered: for commands that only look at the address. */
  readonly withoutFixtures?: boolean;
}
