import type { Exchange } from '../../src/target/exchange.ts';
import type { UnreachableKind } from '../states/state-unreachable.ts';

/** What passed the bridge for one interaction; segments are in the order in which Pact asked. */
export interface Segment {
  readonly states: string[];
  /** Why the request was not sent. */
  unreachable?: Obstacle;
  exchange?: Exchange;
  /** Connections to take away again. */
  readonly created: string[];
  isMessage?: true;
  isOver: boolean;
}

export interface Obstacle {
  readonly kind: UnreachableKind | 'not-permitted';
  readonly message: string;
}
