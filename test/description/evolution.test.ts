import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Change, ChangeClass, ChangeKind } from '../../src/description/change.ts';
import { diffDocuments } from '../../src/description/diff-documents.ts';
import { loadDocument } from '../../src/description/load-document.ts';
import { haveEvolution, rowsBetween, takenBack } from './evolution.ts';
import type { Row } from './evolution.ts';

const folder = fileURLToPath(new URL('../../../shared/openapi/', import.meta.url));

/** The older document is of 13 February 2023; the newer one of the days before mappers came on 7 October 2024. */
const [after, upTo] = ['2023-02-13', '2024-10-06'];

const kinds: Readonly<Record<string, readonly ChangeKind[]>> = {
  field_added: ['member-added'],
  field_removed: ['member-removed'],
  model_added: ['model-added'],
  model_removed: ['model-removed'],
  enum_value_added: ['enum-value-added'],
  enum_value_removed: ['enum-value-removed'],
  type_changed: ['type-changed'],
  nullable_changed: ['nullable-added', 'nullable-removed'],
  required_removed: ['required-removed'],
};

/** What the history says of the impact, in our classes. `review` leaves the judgement to the reader: see below. */
const classes: Readonly<Record<string, ChangeClass>> = {
  none: 'harmless',
  'see referring field': 'harmless',
  'breaks strict readers: model has additionalProperties:false': 'risky',
  'strict response parsers break': 'risky',
  'old fixtures/mocks invalid: new required response field': 'risky',
  'breaking for consumers of response': 'breaking',
  'breaking for consumers of response; request field now ignored': 'breaking',
};

/** Our judgement where the history asks for one. */
const reviewed: Readonly<Record<string, ChangeClass>> = {
  'StreamTransform.updateStream': 'breaking', // a list became an object
  'AirbyteStreamConfiguration.selectedFields': 'harmless', // the same list under a name
  'WebBackendConnectionUpdate.operations': 'harmless', // null may be sent
  'OperatorWebhook.dbtCloud.accountId': 'risky', // 64 bits where generated readers have 32
  'OperatorWebhook.dbtCloud.jobId': 'risky',
};

describe.skipIf(!existsSync(folder) || !haveEvolution)(
  'spec diff against the history of the description (skipped where ../shared is absent)',
  async () => {
    const isThere = existsSync(folder) && haveEvolution;
    const rows = isThere ? rowsBetween(after, upTo).filter(({ kind }) => kind in kinds) : [];
    const undone = takenBack(rows);
    const changes = isThere
      ? diffDocuments(
          await loadDocument(`${folder}airbyte-2023-02.yaml`),
          await loadDocument(`${folder}airbyte-2024-10.yaml`),
        ).changes
      : [];
    const net = rows.filter((row) => !undone.has(row) && !isInsideNewModel(row));

    test('the span has 71 rows about schemas: 49 last, 18 take each other back, 4 are inside of a model that is new', () => {
      expect(rows).toHaveLength(71);
      expect(undone.size).toBe(18);
      expect(rows.filter((row) => !undone.has(row) && isInsideNewModel(row))).toHaveLength(4);
      expect(net).toHaveLength(49);
    });

    test.each(net)('line $line, $kind $scope $field$new$old, is reported with its class', (row) => {
      const found = changes.filter((change) => isAbout(change, row));

      expect(found).toHaveLength(1);
      expect(found[0]?.class).toBe(row.impact === 'review' ? reviewed[row.scope] : classes[row.impact]);
    });

    test('no row is reported twice, and nothing is reported that has no row', () => {
      const without = changes.filter((change) => !net.some((row) => isAbout(change, row)));

      expect(without.map(({ kind, scope, member }) => `${kind} ${scope} ${member ?? ''}`)).toEqual([]);
      expect(changes).toHaveLength(net.length);
    });

    test('what was taken back is not reported', () => {
      const reported = [...undone].filter(
        (row) => !net.some((other) => isSame(other, row)) && changes.some((change) => isAbout(change, row)),
      );

      expect(reported).toEqual([]);
    });

    /** A field of a model that the older document lacks: the whole model is the change. */
    function isInsideNewModel(row: Row): boolean {
      const model = row.scope.split('.')[0] ?? '';
      return (
        row.kind !== 'model_added' &&
        rows.some((other) => other.kind === 'model_added' && other.scope === model && !undone.has(other))
      );
    }
  },
);

function isAbout(change: Change, row: Row): boolean {
  if (!(kinds[row.kind] ?? []).includes(change.kind) || change.scope !== row.scope) return false;
  if (row.kind.startsWith('field')) return change.member === row.field;
  return row.kind.startsWith('enum') ? change.member === row.new + row.old : true;
}

function isSame(left: Row, right: Row): boolean {
  return left.kind === right.kind && left.scope === right.scope && left.field === right.field && left.new === right.new;
}
