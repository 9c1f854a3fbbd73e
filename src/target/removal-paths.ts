/** Beside create and update, the two paths that a run may write to: what no update can repair or deprecate goes away by them. */
export const removalPath = '/v1/connections/delete';
export const operationRemovalPath = '/v1/operations/delete';
