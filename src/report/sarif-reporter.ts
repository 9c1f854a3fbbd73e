/**
 * SARIF 2.1.0: the findings as results, the checks as their rules, for code scanning of GitHub and for SARIF viewers of editors.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
import { defined } from '../json/defined.ts';
import { checkReference } from './check-reference.ts';
import { documentReporter } from './document-reporter.ts';
import { findingFile } from './finding-file.ts';
import { inertJson } from './inert-json.ts';
import { reportFiles } from './report-files.ts';
import type { Finding, Report, Severity } from './report.ts';
import { ruleTexts } from './rule-texts.ts';
import type { RuleText } from './rule-texts.ts';
import { bySeverity, severities } from './severities.ts';
import { visible } from './visible.ts';

export const sarifReporter = documentReporter(
  reportFiles.sarif,
  (report, reportDir) => `${inertJson(toSarif(report, reportDir), 2)}\n`,
);

/** GitHub shows the first 5,000 results of a file that are the worst, and refuses more than 25,000. */
const keptResults = 5000;

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** The document. Known findings and deviations are suppressed results that say why. */
export function toSarif(report: Report, reportDir: string): object {
  const { command, tool, findings, seed, target } = report;
  const ids = [...new Set([...Object.keys(report.checks), ...findings.map(({ check }) => check)])];
  const results = findings.toSorted(bySeverity).slice(0, keptResults);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            semanticVersion: tool.version,
            informationUri: 'https://www.npmjs.com/package/airlock-harness',
            rules: rulesOf(ids, report),
          },
        },
        // GitHub keeps the results of each category apart, so that a fuzz run does not close what verify found.
        automationDetails: { id: `airlock/${command.replaceAll(' ', '-')}/` },
        invocations: [invocationOf(report)],
        columnKind: 'utf16CodeUnits',
        results: results.map((finding) => resultOf(finding, { ids, reportDir })),
        properties: defined({ seed, target: target?.url, workspaceId: target?.workspaceId }),
      },
    ],
  };
}

/** When nothing could be judged, no results mean nothing. */
function invocationOf({ startedAt, durationMs, exitCode, reason }: Report): object {
  const executionSuccessful = exitCode === 0 || exitCode === 1 || exitCode === 5;
  return {
    executionSuccessful,
    exitCode,
    ...(reason === undefined ? {} : { exitCodeDescription: visible(reason) }),
    startTimeUtc: startedAt,
    endTimeUtc: new Date(Date.parse(startedAt) + durationMs).toISOString(),
    ...(executionSuccessful || reason === undefined
      ? {}
      : { toolExecutionNotifications: [{ level: 'error', message: { text: plain(reason) } }] }),
  };
}

function rulesOf(ids: readonly string[], { findings, tool }: Report): readonly object[] {
  const texts = ruleTexts();
  return ids.map((id) => {
    const [worst] = findings.filter(({ check }) => check === id).toSorted(bySeverity);
    const text: RuleText = texts.get(id) ?? {};
    const { law = id, meaning = worst?.meaning ?? law, severity = worst?.severity ?? 'medium' } = text;
    const { explain, documentation } = checkReference({ check: id });
    const help = `${law}\n\n${meaning}\n\n${explain} says more (${documentation}).`;
    return {
      id,
      shortDescription: { text: plain(law) },
      fullDescription: { text: plain(meaning) },
      help: { text: help, markdown: help.replace(explain, `\`${explain}\``) },
      // The page of this very version, as the package has it.
      helpUri: `https://unpkg.com/airlock-harness@${tool.version}/${documentation}`,
      defaultConfiguration: { level: levels[severity] },
      properties: { tags: ['api'] },
    };
  });
}

function resultOf(
  finding: Finding,
  { ids, reportDir }: { readonly ids: readonly string[]; readonly reportDir: string },
): object {
  const { id, check, operation, signature, severity, reproduction, pointer, expected, received, replay, curl } =
    finding;
  return {
    ruleId: check,
    ruleIndex: ids.indexOf(check),
    level: levels[severity],
    message: { text: messageOf(finding) },
    locations: [
      {
        // GitHub refuses a result without a file. The finding's own is the same in every run.
        physicalLocation: {
          artifactLocation: { uri: encodeURI(findingFile(id, reportDir)) },
          region: { startLine: 1 },
        },
        logicalLocations: [
          { name: operation, kind: 'function' },
          ...(pointer === undefined || pointer === ''
            ? []
            : [{ name: pointer, fullyQualifiedName: `${operation}#${pointer}`, kind: 'value' }]),
        ],
      },
    ],
    partialFingerprints: {
      // The only one that GitHub reads; it comes from the signature, which is the same in every run.
      primaryLocationLineHash: `${id}:1`,
      'airlockSignature/v1': signature,
    },
    suppressions: suppressionsOf(finding),
    rank: rankOf(severity),
    properties: { reproduction, replay, curl, ...defined({ expected, received }) },
  };
}

/** Empty, not absent, for a new finding: it is known not to be suppressed. */
function suppressionsOf({ status, explanation }: Finding): readonly object[] {
  if (status === 'new') return [];
  return [{ kind: 'external', status: 'accepted', justification: visible(explanation ?? status) }];
}

/** From 0 to 100, the worst highest. */
function rankOf(severity: Severity): number {
  return Math.round(100 * (1 - severities.indexOf(severity) / severities.length));
}

function messageOf({ title, expected, received, operation, replay }: Finding): string {
  const wanted = expected === undefined ? '' : ` Expected ${expected}`;
  const got = received === undefined ? '' : `${wanted === '' ? ' R' : ', r'}eceived ${received}`;
  const verdict = `${wanted}${got}`;
  return plain(`${title}.${verdict === '' ? '' : `${verdict}.`} ${operation}; see it again with: ${replay}`);
}

/** What a target answered may look like a link, which viewers would follow. */
function plain(text: string): string {
  return visible(text).replaceAll('](', '] (');
}
