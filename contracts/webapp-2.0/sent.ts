/** Parts of what the page of 2.0.0 sends. */
import { exampleIds, fromState, idFromState } from '../matchers.ts';

/** Tags are sent whole; servers go by the id. */
export const sentTag = {
  tagId: idFromState('tagId'),
  workspaceId: idFromState('workspaceId'),
  name: fromState('tagName', 'nightly'),
  color: fromState('tagColor', '75DCFF'),
} as const;

export const sentDbtCloudJob = {
  workspaceId: idFromState('workspaceId'),
  name: '1234/5678',
  operatorConfiguration: {
    operatorType: 'webhook',
    webhook: {
      webhookType: 'dbtCloud',
      dbtCloud: { accountId: 1234, jobId: 5678 },
      webhookConfigId: exampleIds.webhookConfigId,
    },
  },
} as const;
