/** The options that every command with a target shares. */
import type { Command } from 'commander';

/** Where the target is, how to get in, and what may be done to it. */
export function addTargetOptions(command: Command): Command {
  return addAccessOptions(command, 'base address with /api; without it the embedded reference backend (AIRLOCK_TARGET)')
    .option('--workspace <uuid>', 'workspace to work in (AIRLOCK_WORKSPACE)')
    .option('--source <uuid>', 'source of sandbox connections (AIRLOCK_SOURCE)')
    .option('--destination <uuid>', 'destination of sandbox connections (AIRLOCK_DESTINATION)')
    .option('--rate-limit <rate>', 'requests per second over the whole run, such as 20/s')
    .option('--max-requests <n>', 'hard budget of requests')
    .option('--max-in-flight <n>', 'requests at the same time (default: 4)')
    .option(
      '--allow-writes',
      'permit writes on a target that is not on the loopback interface (AIRLOCK_ALLOW_WRITES=1)',
    )
    .option('--read-only', 'send nothing that writes')
    .option('--allow-harmful', 'permit inputs that damage released servers')
    .option('--allow-active', 'permit active scheduled connections')
    .option('--allow-refresh', 'permit withRefreshedCatalog')
    .option('--allow-reset', 'permit catalog updates without skipReset');
}

/** What `--target` is for in a command that only reads descriptions. */
export const descriptionTarget = 'base address whose descriptions the credentials are for (AIRLOCK_TARGET)';

/** How to get at a server. */
export function addAccessOptions(command: Command, target: string): Command {
  return command
    .option('--target <url>', target)
    .option('--auth <user:password>', 'basic authentication (AIRLOCK_AUTH)')
    .option('--token <token>', 'bearer token (AIRLOCK_TOKEN)')
    .option('--client-id <id>', 'client credentials (AIRLOCK_CLIENT_ID)')
    .option('--client-secret <secret>', 'client credentials (AIRLOCK_CLIENT_SECRET)')
    .option('-H, --header <header>', 'extra header "Name: value", repeatable', collect)
    .option('--ca <file>', 'certificate of a private authority')
    .option('--cert <file>', 'client certificate')
    .option('--key <file>', 'key of the client certificate')
    .option('--insecure', 'accept any certificate')
    .option('--proxy <url>', 'proxy (HTTPS_PROXY, NO_PROXY)')
    .option('--request-timeout <duration>', 'limit for one request (default: 10s)');
}

/** Which reports are written, where to, and how much is said. */
export function addReportOptions(command: Command): Command {
  return command
    .option('--config <file>', 'configuration file (default: airlock.config.json when it exists)')
    .option('--report <formats>', 'console,json,junit,html,har,ndjson,github (default: console,json)')
    .option(
      '--report-dir <dir>',
      'where reports are written (default: a folder for each run in airlock-report; latest leads to the newest)',
    )
    .option('--quiet', 'only findings and the last line')
    .option('--verbose', 'more of everything')
    .option('--no-color', 'no colours (NO_COLOR)');
}

/** Gathers a repeatable option. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}
