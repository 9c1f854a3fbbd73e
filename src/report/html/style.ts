/** Follows the reader's colour scheme; contrast is at least 4.5 to 1 in both. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #f3f4f6; --line: #d0d5dc; --red: #b3141f; --amber: #8a5300; --green: #116329; --blue: #0b57b0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaee; --paper: #14171b; --soft: #1f242a; --line: #3a424c; --red: #ff8a8f; --amber: #f2b866; --green: #7bd88f; --blue: #8ec2ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; } h3 { font-size: 1rem; margin: 0; }
code, pre { font: .85rem/1.5 ui-monospace, monospace; } pre { background: var(--soft); padding: .7rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; border-radius: .4rem; margin: .4rem 0; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .7rem; padding: 0; margin: 1rem 0; list-style: none; } .facts li { background: var(--soft); border-radius: .5rem; padding: .7rem; } .facts b { display: block; font-size: 1.3rem; }
details { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; margin: .5rem 0; } summary { cursor: pointer; } summary:focus-visible, button:focus-visible, .scroll:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.badge { font-weight: 700; margin-right: .5rem; } .critical, .high, .bad { color: var(--red); } .medium { color: var(--amber); } .low { color: var(--blue); } .good { color: var(--green); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .8rem; margin: .6rem 0; } dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
button { font: inherit; font-size: .85rem; color: var(--ink); background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .2rem .6rem; cursor: pointer; }
svg text { fill: currentColor; font: 11px system-ui, sans-serif; }
`;

/** The only script of the page. Copying reads the text that is already shown. */
export const script = `document.addEventListener('click', (event) => { const button = event.target.closest('button[data-copy]'); if (!button) return; const text = document.getElementById(button.dataset.copy).textContent; navigator.clipboard.writeText(text).then(() => { button.textContent = 'Copied'; }); });`;
