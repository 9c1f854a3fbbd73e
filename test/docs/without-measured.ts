/**
 * A transcript without what a machine measured and a run drew by chance: two runs of one version are equal then. How far a finding was
 * made small depends on the time that was left, and its title and its steps on that.
 */
export function withoutMeasured(text: string): string {
  return text
    .replaceAll(shown, '$1')
    .replaceAll(/new findings?; replay (it|the first)|new findings?/g, 'new findings')
    .replaceAll(/, and at most \d+ rows of operations that were refused/g, '')
    .split('\n')
    .filter((line) => !drawn.test(line))
    .join('\n')
    .replaceAll(/\(confirmed, \d of \d\)|\(not-retried\)/g, '')
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<id>')
    .replaceAll(/\d[\d,.]*/g, '<n>')
    .replaceAll(/ +/g, ' ');
}

/** The findings of a check, as they appear: one defect shows at one place or at two, by what the run came to. */
const shown = /^(fuzz takes at most .*\n)[\s\S]*?(?=^contract )/gm;

const drawn = new RegExp(
  [
    '^_Measured on ',
    // One machine has it, on another the first load test installs it.
    '^ok +k6 ',
    '^(HIGH|MEDIUM|LOW|\\d of \\d|[0-9a-f]{8} |again ) *',
    '^A (refused update changed|connection shows another) ',
    '^ +(\\d+\\. |curl |expected |received )',
    // A busy machine cannot keep a schedule of load.
    '^load ',
    '^ +(load|get|p50|generator|held|crossed) ',
    // What a run of so many seconds came to.
    '^ +(phases without|checks that had|systematic pass|declared statuses|members and values)',
  ].join('|'),
);
