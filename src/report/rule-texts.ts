import { checkSections } from './check-sections.ts';
import { severities } from './severities.ts';
import type { Severity } from './report.ts';

export interface RuleText {
  /** What must hold, in one sentence or two. */
  readonly law?: string;
  /** Why it matters to whoever uses the server. */
  readonly meaning?: string;
  readonly severity?: Severity;
}

/** The checks as docs/checks.md has them, by their ids. */
export function ruleTexts(): ReadonlyMap<string, RuleText> {
  return new Map([...checkSections()].map(([id, lines]) => [id, textOf(lines)]));
}

function textOf(lines: readonly string[]): RuleText {
  const after = (heading: string): string | undefined =>
    lines.find((line) => line.startsWith(heading))?.slice(heading.length);
  const [law, meaning, word] = [after('Law. '), after('Why it matters. '), after('Severity. ')];
  const severity = severities.find((each) => word?.startsWith(each));
  return {
    ...(law === undefined ? {} : { law }),
    ...(meaning === undefined ? {} : { meaning }),
    ...(severity === undefined ? {} : { severity }),
  };
}
