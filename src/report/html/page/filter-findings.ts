/** The field above the findings shows those whose heading has all of its words. */
export function filterFindings(): void {
  const field = document.getElementById('filter');
  const count = document.getElementById('shown');
  if (!(field instanceof HTMLInputElement) || count === null) return;
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const finding of document.querySelectorAll<HTMLElement>('.finding')) {
      const heading = finding.querySelector('summary')?.textContent?.toLowerCase() ?? '';
      finding.hidden = !words.every((word) => heading.includes(word));
      if (!finding.hidden) shown += 1;
    }
    count.textContent = `${shown} shown`;
  });
}
