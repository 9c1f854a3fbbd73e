/** The result of an experiment that shows what was suspected. */
import type { Exchange } from '../../src/target/exchange.ts';
import type { SizeLaw } from './size-law.ts';
import type { SizeKind } from './suspicions.ts';

/** What the experiment showed, and the two exchanges between which it shows best. */
export type Confirmation = { readonly exchanges: readonly Exchange[] } & (
  | { readonly kind: SizeKind; readonly law: SizeLaw }
  | { readonly kind: 'writes' | 'calls'; readonly firstMs: number; readonly lastMs: number; readonly steps: number }
  | {
      readonly kind: 'now-and-then';
      readonly slow: number;
      readonly of: number;
      readonly slowMs: number;
      readonly medianMs: number;
    }
);
