/** Members that only make sense together: where one goes, the others go too. */
export const memberBundles: readonly (readonly string[])[] = [
  ['scheduleType', 'scheduleData', 'schedule'],
  ['namespaceDefinition', 'namespaceFormat'],
];
