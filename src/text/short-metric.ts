/** A metric of k6 without the tags that all thresholds of a test have. */
export function shortMetric(metric: string): string {
  return metric
    .replaceAll(/(?:phase:measured|expected_response:true),?/g, '')
    .replaceAll(/,(?=\})/g, '')
    .replaceAll('{}', '');
}
