/** The oldest Node that Airlock runs on. Nothing is imported here: this must load where the rest does not. */

/** As `engines` of package.json has it. */
const oldest = { major: 22, minor: 18 } as const;

/** One line for a Node that is too old, such as "20.11.1"; `undefined` for one that will do. */
export function complaintAboutNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return undefined;
  return `Cannot run Airlock on Node ${version}: expected ${oldest.major}.${oldest.minor} or newer; install one from https://nodejs.org, or let nvm or fnm do it`;
}
