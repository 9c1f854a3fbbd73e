/** Lines of the documentation that the test does not run, and why. What `airlock` is told in them is parsed all the same. */
export const notRun: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /^npm (ci|i|install|start|test|pack)\b|^npx .*airlock-harness/,
    'installs or repeats the whole suite; test/package.proof.ts does it',
  ],
  [/^npm run (?!airlock )[\w:-]+/, 'an npm script; that it exists is tested'],
  [/^npx (tsx|vitest|--package)\b/, 'works on an installed package or on a checkout'],
  [/^(git|docker|kubectl|helm|gh|apt-get|brew|pact-broker)\b/, 'changes the machine, or needs a service'],
  [/^(curl|jq|open|xdg-open|less|cat|ls|head|tail|grep|cp|mv|mkdir|rm|cd|source|sudo|kill|export)\b/, 'not ours'],
  [/--(broker-url|publish)\b|PACT_BROKER/, 'needs a broker; test/contracts/broker.test.ts has one'],
  [
    /--(ca|cert|key|proxy|client-id)\b|HTTPS_PROXY|AIRLOCK_CLIENT_ID/,
    'needs certificates, a proxy or an issuer of tokens; test/target has them',
  ],
  [/--other-(workspace|token|auth)\b/, 'needs a second workspace and user; test/properties has them'],
  [/--emit\b/, 'test/performance/emit-test-run.proof.ts runs it'],
  [
    /\bload (scaling|soak|stress|spike|breakpoint|merge)\b/,
    'takes minutes, or the results of several pods; test/performance has them',
  ],
  [/\bselftest\b(?!.*--faults)/, 'more than a hundred faults; test/lab/selftest.proof.ts runs them'],
];
