/** Follows the reader's colour scheme; text has a contrast of at least 4.5 to 1 in both. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1c2128; --quiet: #57606a; --paper: #fbfbfa; --card: #ffffff; --soft: #f0f2f4; --line: #d3d8de; --red: #a8121d; --red-soft: #fdecec; --amber: #7d4a00; --amber-soft: #fdf3e1; --green: #0f5c2c; --green-soft: #e6f5ea; --blue: #0a4fa3; --blue-soft: #e8f0fb; --second: #8a3ffc; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --quiet: #a5afbb; --paper: #12151a; --card: #191e25; --soft: #222932; --line: #39424e; --red: #ff9a9e; --red-soft: #3a1d21; --amber: #f4bf75; --amber-soft: #35280f; --green: #83dc97; --green-soft: #14301d; --blue: #93c4ff; --blue-soft: #182a42; --second: #c4a1ff; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 72rem; padding: 1.6rem 1.2rem 5rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .6rem; }
h2 { font-size: 1.3rem; margin: 2.6rem 0 .8rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .5rem; } h3::first-letter { text-transform: uppercase; }
p { margin: .5rem 0; } a { color: var(--blue); }
code, pre, textarea { font: .84rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { background: var(--soft); padding: .7rem .8rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; border-radius: .4rem; margin: .4rem 0; max-height: 30rem; overflow-y: auto; }
.line { display: block; padding-left: 2ch; text-indent: -2ch; } .line.labelled { padding-left: 10ch; text-indent: -10ch; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .4rem .8rem; }
.tool { color: var(--quiet); margin: 0 0 .2rem; font-size: .9rem; }
.verdict { border-radius: .6rem; padding: .6rem .9rem; } .verdict.good { background: var(--green-soft); } .verdict.bad { background: var(--red-soft); } .verdict.unsure { background: var(--amber-soft); }
.steps { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: .9rem 0 0; } .steps li { flex: 1 1 9rem; background: var(--card); border: 1px solid var(--line); border-top: .25rem solid currentColor; border-radius: .5rem; padding: .4rem .8rem; } .steps .mark { font-weight: 700; } .steps a, .steps span:not(.mark):not(.note) { color: var(--ink); font-weight: 600; } .steps .note { display: block; }
.reason { font-size: 1.05rem; border-left: .25rem solid var(--line); padding-left: .8rem; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; padding: 0; margin: 1rem 0 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.2rem, 1fr)); gap: .7rem; padding: 0; margin: 0 0 1rem; list-style: none; }
.facts li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem .9rem; color: var(--quiet); font-size: .9rem; }
.facts strong { display: block; font-size: 1.4rem; white-space: nowrap; line-height: 1.2; color: var(--ink); font-variant-numeric: tabular-nums; } .facts .bad strong { color: var(--red); } .facts .good strong { color: var(--green); }
.context { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; } .context div { display: flex; gap: .5rem; } .context dd { overflow-wrap: anywhere; }
dl { margin: .6rem 0; } dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
.finding dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .9rem; }
.finding { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--quiet); border-radius: .5rem; margin: .5rem 0; padding: 0 .9rem; }
.finding.critical, .finding.high { border-left-color: var(--red); } .finding.medium { border-left-color: var(--amber); } .finding.low { border-left-color: var(--blue); }
.finding.quiet { border-left-color: var(--line); }
.finding[open] { padding-bottom: .9rem; } .finding[hidden] { display: none; }
summary { cursor: pointer; padding: .6rem 0; overflow-wrap: anywhere; } .finding > summary .title { display: inline; font-size: 1rem; font-weight: 600; margin: 0; } .where { color: var(--quiet); font-size: .88rem; display: block; padding-left: 1.1rem; }
.badge { font-size: .8rem; font-weight: 650; border-radius: .3rem; padding: .1rem .45rem; } .badge.critical, .badge.high { color: var(--red); background: var(--red-soft); } .badge.medium { color: var(--amber); background: var(--amber-soft); } .badge.low { color: var(--blue); background: var(--blue-soft); }
.count { color: var(--quiet); font-weight: 400; } .again, .note { color: var(--quiet); font-size: .9rem; text-transform: none; font-weight: 400; } .meaning { font-style: italic; }
.good { color: var(--green); } .bad { color: var(--red); } .unsure { color: var(--amber); } .missed { color: var(--amber); } .none { color: var(--green); }
.diff { white-space: pre; } .diff .expected { color: var(--green); background: var(--green-soft); } .diff .received { color: var(--red); background: var(--red-soft); }
.step { border-top: 1px solid var(--line); margin-top: .3rem; } .step h4, .step h5 { margin: .6rem 0 .2rem; font-size: .9rem; }
.command { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
button { font: inherit; font-size: .85rem; color: var(--ink); background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .2rem .7rem; min-height: 1.8rem; cursor: pointer; } button:hover { border-color: var(--ink); }
input { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--quiet); border-radius: .4rem; padding: .25rem .6rem; width: min(22rem, 100%); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.scroll { overflow-x: auto; margin: .4rem 0 1rem; } table { border-collapse: collapse; width: 100%; font-size: .92rem; background: var(--card); } caption { text-align: left; font-weight: 600; padding: .4rem 0; background: var(--paper); } th, td { text-align: left; padding: .35rem .65rem; border-bottom: 1px solid var(--line); vertical-align: top; } thead th { color: var(--quiet); font-weight: 600; white-space: nowrap; } tbody th { font-weight: 500; min-width: 9rem; overflow-wrap: anywhere; position: sticky; left: 0; background: var(--card); } thead th:first-child { position: sticky; left: 0; background: var(--card); } td .note { overflow-wrap: anywhere; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 1.2rem 0; } figcaption { font-weight: 600; margin-bottom: .3rem; } .chart { min-height: 16rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem; overflow: hidden; } .chart .u-legend { color: var(--ink); font-size: .85rem; } .chart .u-legend :is(th, td) { min-width: 0; max-width: none; padding: .2rem .3rem; border: 0; position: static; overflow-wrap: normal; } .chart canvas { display: block; }
@media (max-width: 36rem) { .chart .u-legend .u-label { max-width: 16rem; } body { padding: 1rem .8rem 3rem; } h1 { font-size: 1.4rem; } .finding dl { grid-template-columns: 1fr; } .facts { grid-template-columns: 1fr 1fr; } .diff { white-space: pre-wrap; } .minor { display: none; } tbody th { min-width: 7.5rem; max-width: 11rem; } th, td { padding: .35rem .4rem; } .steps li { flex-basis: 40%; } .line.labelled { padding-left: 0; text-indent: 0; } .line .label { display: block; font-weight: 600; } .line .label.same { display: none; } .line .said { display: block; padding-left: 2ch; text-indent: -2ch; } }
table.matrix thead th:nth-child(n+3) { writing-mode: vertical-rl; transform: rotate(180deg); padding: .5rem .2rem; text-align: left; } table.matrix td:nth-child(n+3) { text-align: center; padding-inline: .3rem; } table.matrix td:nth-child(2) { min-width: 14rem; }
@media print { nav, button, .skip, input { display: none; } }
`;
