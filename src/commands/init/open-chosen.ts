/** Opens the target; where it leaves a choice and there is a terminal, the user chooses. */
import { ChoiceError, described } from '../../target/only-one.ts';
import type { OpenTarget } from '../../target/open-target.ts';
import type { CommandContext } from '../run-body.ts';
import { canAsk, terminal } from './ask.ts';

/** @throws {ChoiceError} without a terminal. @throws {TargetUnusableError} */
export async function openChosen(context: CommandContext): Promise<OpenTarget> {
  const chosen: { workspaceId?: string; sourceId?: string; destinationId?: string } = {};
  for (;;)
    try {
      return await context.openTarget({ ...chosen, readOnly: true, withoutCatalog: true });
    } catch (error) {
      if (!(error instanceof ChoiceError) || !canAsk()) throw error;
      const index = await terminal().choice(`Which ${error.kind}?`, error.found.map(described));
      const { id } = error.found[index] ?? {};
      if (id === undefined) throw error;
      chosen[`${error.kind}Id`] = id;
    }
}
