/** A tool that the command needs is not there and could not be installed: exit 4. */
export class ToolMissingError extends Error {
  override readonly name = 'ToolMissingError';
}
