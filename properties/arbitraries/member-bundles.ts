/** Members that only make sense together: where one goes, the others go too. */
export const memberBundles: readonly (readonly string[])[] = [
  ['scheduleType', 'scheduleData', 'schedule'],
  ['namespaceDefinition', 'namespaceFormat'],
];

/** The members that go with one, itself included. */
export function bundleOf(name: string, bundles = memberBundles): readonly string[] {
  return bundles.find((bundle) => bundle.includes(name)) ?? [name];
}
