/** A tool that the command needs is missing and could not be installed: exit 4. */
export class ToolMissingError extends Error {
  override readonly name = 'ToolMissingError';
}
