import { styleText } from 'node:util';
import type { Severity } from './report.ts';

/** Colours by meaning; every function gives its text back unchanged when colours are off. */
export interface Paint {
  severity(severity: Severity, text: string): string;
  title(text: string): string;
  expected(text: string): string;
  received(text: string): string;
  quiet(text: string): string;
  warning(text: string): string;
}

const bySeverity = { critical: 'red', high: 'red', medium: 'yellow', low: 'cyan' } as const;

export function painter(isColoured: boolean): Paint {
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    isColoured ? styleText(format, text, { validateStream: false }) : text;
  return {
    severity: (severity, text) => paint(['bold', bySeverity[severity]], text),
    title: (text) => paint('bold', text),
    expected: (text) => paint('green', text),
    received: (text) => paint('red', text),
    quiet: (text) => paint('gray', text),
    warning: (text) => paint('yellow', text),
  };
}
