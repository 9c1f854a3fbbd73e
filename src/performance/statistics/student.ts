/** Quantiles of Student's t distribution for whole degrees of freedom. */

/** `p` above a half: 0.95 for one-sided bounds of 5 %. */
export function studentQuantile(p: number, freedom: number): number {
  let low = 0;
  let high = 1;
  while (cumulated(high, freedom) < p && high < 1e6) high *= 2;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (cumulated(middle, freedom) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Abramowitz and Stegun 26.7.3 and 26.7.4: finite sums, exact for whole degrees of freedom. */
function cumulated(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const cosine = Math.cos(angle);
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= ((k - 1) / k) * cosine ** 2;
    sum += term;
  }
  const within = odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return (1 + within) / 2;
}
