import type { JsonObject } from '../json/json.ts';

/** A schema in normal form; `false` accepts nothing. */
export type NormalSchema = JsonObject | false;
