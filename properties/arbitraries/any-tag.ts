/** What a placeholder of a whole tag counts as where a body is checked before it is sent: as text in its JSON. */
export const tagPlaceholder = /"\{\{tag:\d+\}\}"/g;
const id = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
/** A tag by the schema of release 2.0. */
export const anyTag = JSON.stringify({ tagId: id, workspaceId: id, name: 'airlock', color: '75DCFF' });
