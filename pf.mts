import { proveFault } from './lab/selftest/prove-fault.ts';
for (const fault of process.argv.slice(2)) { 
 const r = await proveFault(fault as never, { seed: 1, limitMs: 30000, homeDir: '/tmp/pfhome', signal: new AbortController().signal });
 console.log(fault, r.seconds.toFixed(1), r.requests, r.claimedBy.join(), '<-', r.caughtBy.join()); }
