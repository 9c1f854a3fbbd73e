import type { OddInput } from './odd-input.ts';

/** Which reports are written, and where to. */
export const reportOptions: readonly OddInput[] = [
  { words: 'cleanup --report jsn', exit: 2, says: ['--report "jsn"', 'did you mean "json"?'] },
  { words: 'cleanup --report JSON', exit: 2, says: ['--report "JSON"', 'did you mean "json"?'] },
  { words: 'cleanup --report ,', exit: 2, says: '--report' },
  { words: 'cleanup --report json,__proto__', exit: 2, says: '"__proto__"' },
  { words: 'cleanup --report json,toString', exit: 2, says: '"toString"' },
  {
    title: 'formats with blanks and twice',
    words: ['cleanup', '--report', ' json , json,console '],
    exit: 0,
    says: 'nothing to do',
  },
  {
    words: 'cleanup --report github',
    env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'nowhere/summary.md' },
    exit: 0,
    says: '',
  },
  {
    words: 'fuzz --dry-run --seed 1 --report github',
    env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '.' },
    exit: 0,
    says: '',
  },
  { words: 'doctor --report-dir file', files: { file: 'x' }, exit: 2, says: ['"file"', '--report-dir'] },
  { words: 'doctor --report-dir file/below', files: { file: 'x' }, exit: 2, says: ['"file/below"', '--report-dir'] },
  {
    words: 'fuzz --max-time 1s',
    files: { 'airlock-report': 'x' },
    exit: 2,
    says: ['"airlock-report"', '--report-dir'],
  },
  { words: 'fuzz --report-dir /proc/x --max-time 1s', exit: 2, says: ['"/proc/x"', '--report-dir'] },
  { words: 'fuzz --report-dir /dev/null --max-time 1s', exit: 2, says: ['"/dev/null"', '--report-dir'] },
  {
    title: 'a report folder of 5,000 letters',
    words: ['fuzz', '--max-time', '1s', '--report-dir', 'x'.repeat(5000)],
    exit: 2,
    says: '--report-dir',
  },
  {
    title: 'a report folder in another script, with blanks',
    words: ['cleanup', '--report-dir', 'отчёты 报告 🛫'],
    exit: 0,
    says: 'nothing to do',
    leaves: ['отчёты 报告 🛫'],
  },
  {
    title: 'a report folder named like an option',
    words: ['cleanup', '--report-dir=--quiet'],
    exit: 0,
    says: 'nothing to do',
    leaves: ['--quiet'],
  },
  { words: 'cleanup --quiet --verbose --no-color', exit: 0, says: '' },
  { words: 'cleanup --config nowhere.json', exit: 2, says: '"nowhere.json"' },
  { words: 'cleanup --config folder', files: { folder: null }, exit: 2, says: '"folder"' },
];
