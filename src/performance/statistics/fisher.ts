/** Fisher's exact test, one-sided: how likely so many failures of the candidate would be if both arms failed alike. */
export function fisherGreater(
  baseFailed: number,
  baseTotal: number,
  candidateFailed: number,
  candidateTotal: number,
): number {
  const failed = baseFailed + candidateFailed;
  const total = baseTotal + candidateTotal;
  let p = 0;
  for (let count = candidateFailed; count <= Math.min(failed, candidateTotal); count += 1)
    p += Math.exp(logChoose(candidateTotal, count) + logChoose(baseTotal, failed - count) - logChoose(total, failed));
  return Math.min(1, p);
}

function logChoose(n: number, k: number): number {
  return k < 0 || k > n ? Number.NEGATIVE_INFINITY : logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Stirling's series; exact sums below 20. */
function logFactorial(n: number): number {
  if (n < 20)
    return Array.from({ length: n }, (_, index) => Math.log(index + 1)).reduce((sum, value) => sum + value, 0);
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3);
}
