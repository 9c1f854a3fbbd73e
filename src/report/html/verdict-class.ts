/** How a verdict of a comparison is coloured. */
export function verdictClass(verdict: string): 'bad' | 'unsure' | 'good' {
  if (/regress|slower|invalid/.test(verdict)) return 'bad';
  return verdict.includes('inconclusive') ? 'unsure' : 'good';
}
