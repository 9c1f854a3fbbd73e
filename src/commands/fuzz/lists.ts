/** `fuzz --list-checks` and `--list-operations`: the words that the other options take. */
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { operations } from '../../../schemas/operations.ts';
import type { Operation, OperationId } from '../../../schemas/operations.ts';
import { shortNames } from '../options/operation-names.ts';

/** Id, severity and law of every check, in the order of `docs/checks.md`. */
export function listedChecks(): readonly string[] {
  return aligned(
    allChecks.map(({ id, severity, law, optional }) => [
      id,
      severity,
      `${law}${optional === true ? ' Only with --checks.' : ''}`,
    ]),
  );
}

/** Id, path, short name and what it does, for every operation. */
export function listedOperations(): readonly string[] {
  return aligned(
    Object.values<Operation>(operations).map(({ id, label, path, method, writes }) => [
      id,
      label,
      shortNames[id as OperationId], // the table's own ids
      `${method} ${path}${writes ? ', writes' : ''}`,
    ]),
  );
}

/** Columns two blanks apart; the last is as long as it is. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const width = Math.max(...rows.map((other) => other[index]?.length ?? 0));
        return index === row.length - 1 ? cell : cell.padEnd(width);
      })
      .join('  '),
  );
}
