/** Pact's native library reports to an analytics service and its installer to another unless told not to. */
export function quietTools(environment: NodeJS.ProcessEnv = process.env): void {
  environment['PACT_DO_NOT_TRACK'] = 'true';
  environment['SCARF_ANALYTICS'] = 'false';
}
