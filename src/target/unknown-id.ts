/** An id that does not exist: version 4, but not random. The only id besides its own that a run may send in a write. */
export const unknownId = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';
