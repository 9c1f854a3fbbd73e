/** An id that nothing has: version 4, but far from random. The one id besides its own that a run may send in a write. */
export const unknownId = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';
