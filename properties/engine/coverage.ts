/** Which members and enum values of the request schemas were sent in valid bodies. */
import { isObject } from '../../src/json/json.ts';
import { isSchema } from '../../src/validation/is-schema.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { isValid } from '../model/case.ts';
import type { CaseStep } from '../model/case.ts';

/** Streams of one catalog are alike: the first few show what there is. */
const itemsLookedAt = 3;
/** After this many bodies of an operation nothing new is likely to come. */
const bodiesLookedAt = 2000;

/** Conforming servers differ on these, or ignore them: no valid body has them, whatever the run. */
const neverValid =
  /^webBackend\w+ \/(operationIds|schedule|syncCatalog\/streams\/\*\/config\/suggested|operations\/\*\/operatorConfiguration\/webhook\/execution(Url|Body)|status=deprecated)\b/;

export class Coverage {
  readonly #described: Readonly<Record<string, Operation>>;
  readonly #seen = new Set<string>();
  readonly #bodies = new Map<string, number>();

  /** By the operations of the release at hand. */
  constructor(described: Readonly<Record<string, Operation>> = operations) {
    this.#described = described;
  }

  add(step: CaseStep): void {
    if (!isValid(step)) return;
    const { operation: id, body } = step;
    const request = this.#described[id]?.request;
    const bodies = this.#bodies.get(id) ?? 0;
    if (request === undefined || bodies >= bodiesLookedAt) return;
    this.#bodies.set(id, bodies + 1);
    this.#visit(body, request, id);
  }

  /**
   * Branches that no valid body took, such as `webBackendUpdateConnection /scheduleData/cron`; those that none ever
   * takes apart.
   */
  missing(): { readonly branches: readonly string[]; readonly byDesign: readonly string[] } {
    const missed = Object.values(this.#described).flatMap(({ id, request }) => {
      return request === undefined ? [] : branchesOf(request, id).filter((branch) => !this.#seen.has(branch));
    });
    return {
      branches: missed.filter((branch) => !neverValid.test(branch)),
      byDesign: missed.filter((branch) => neverValid.test(branch)),
    };
  }

  #visit(value: unknown, schema: JSONSchema, branch: string): void {
    if (typeof schema === 'boolean') return;
    this.#seen.add(branch);
    if (schema.enum !== undefined) this.#seen.add(`${branch}=${String(value)}`);
    if (Array.isArray(value) && isSchema(schema.items))
      for (const item of value.slice(0, itemsLookedAt)) this.#visit(item, schema.items, `${branch}/*`);
    if (!isObject(value) || schema.properties === undefined) return;
    for (const [key, child] of Object.entries(value)) {
      const childSchema = Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
      if (childSchema !== undefined) this.#visit(child, childSchema, joined(branch, key));
    }
  }
}

function branchesOf(schema: JSONSchema, branch: string): readonly string[] {
  if (typeof schema === 'boolean') return [];
  return [
    branch,
    ...enumOf(schema).map((value) => `${branch}=${String(value)}`),
    ...(isSchema(schema.items) ? branchesOf(schema.items, `${branch}/*`) : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, child]) => branchesOf(child, joined(branch, key))),
  ];
}

function enumOf(schema: Exclude<JSONSchema, boolean>): readonly unknown[] {
  return Array.isArray(schema.enum) ? schema.enum : [];
}

function joined(branch: string, key: string): string {
  return branch.includes(' ') ? `${branch}/${key}` : `${branch} /${key}`;
}
