/** Newer servers take a request and leave a part of it out without a word. */
import type { Deviation, Matcher } from './deviation.ts';
import { ofShownState, reads, writes } from './wordings.ts';

/** What no answer shows, whatever was sent. */
function notShown(member: string): readonly Matcher[] {
  return [
    {
      checks: ofShownState,
      operations: reads,
      statuses: [200],
      pointer: `^/${member}$`,
      response: [
        { pointer: `/${member}`, is: 'nowhere' },
        { pointer: '/connectionId', is: 'present' },
      ],
    },
  ];
}

export const ofTakenSilently = [
  {
    id: 'list-of-one-taken',
    title: 'A list of one at the root is taken for its item',
    from: '2024-03-07',
    operations: 'all',
    condition: 'The body is a list with one object.',
    evidence: '75a3855bba binds the body by annotation, and Jackson unwraps single values. Seen on 2.0.0.',
    matches: [
      {
        checks: ['invalid-rejected'],
        statuses: [200],
        broken: { keywords: ['type'], pointer: '^$' },
        request: [
          { pointer: '/0', is: 'present' },
          { pointer: '/1', is: 'nowhere' },
        ],
      },
      { checks: ['transport'], statuses: [404], broken: { keywords: ['a list at the root'] } },
    ],
  },
  {
    id: 'field-selection-unchecked',
    title: 'Selected fields that the schema lacks, or none at all, are taken',
    from: '2024-08-13',
    operations: writes,
    condition:
      'A stream with field selection names a field that its jsonSchema lacks, or sends no selectedFields. Such fields are dropped silently.',
    evidence: '8019d79ba1 logs in place of refusing; an absent list counts as an empty one. Seen on 2.0.0.',
    matches: [
      {
        checks: ['invalid-rejected'],
        operations: writes,
        statuses: [200],
        pointer: '/config/selectedFields$',
        request: [{ pointer: '/syncCatalog/streams/*/config/fieldSelectionEnabled', is: { oneOf: [true] } }],
        broken: {
          keywords: ['field-selection'],
          descriptions: ['field selection without fields', 'a selected field that the stream lacks'],
        },
      },
    ],
  },
  {
    id: 'geography-dropped',
    title: 'geography is accepted and not read back',
    from: '2025-05-12',
    operations: reads,
    condition: 'A write sends geography, of any value and type: the member is unknown, and ignored.',
    evidence: 'aade8e6170: connections have dataplaneGroupId instead. Seen on 2.0.0.',
    matches: [
      ...notShown('geography'),
      {
        checks: ['invalid-rejected'],
        operations: writes,
        statuses: [200],
        pointer: '^/geography$',
        response: [{ pointer: '/geography', is: 'nowhere' }],
      },
    ],
  },
  {
    id: 'dataplane-group-not-shown',
    title: 'dataplaneGroupId is accepted and not read back',
    from: '2025-05-12',
    operations: reads,
    condition: 'A write sends dataplaneGroupId. The description declares it for the answers as well.',
    evidence: 'aade8e6170. Seen on 2.0.0.',
    matches: notShown('dataplaneGroupId'),
  },
  {
    id: 'unknown-tags-dropped',
    title: 'A tag that the workspace does not have is dropped',
    from: '2025-01-09',
    operations: writes,
    condition: 'A write names a tag that is unknown, or of another workspace. Only the tags that are known are stored.',
    evidence: '6816034380: the join on the tags of the workspace finds nothing. Seen on 2.0.0.',
    matches: [
      {
        checks: ['kept-or-refused'],
        operations: writes,
        statuses: [200],
        pointer: '^/tags$',
        request: [{ pointer: '/tags/0', is: 'present' }],
        response: [
          { pointer: '/tags', is: 'present' },
          { pointer: '/tags/0', is: 'nowhere' },
        ],
      },
    ],
  },
  {
    id: 'backfill-preference-needs-another',
    title: 'Create stores backfillPreference only beside nonBreakingChangesPreference',
    from: '2024-01-25',
    operations: ['webBackendCreateConnection', 'webBackendGetConnection'],
    condition: 'A create sends backfillPreference without nonBreakingChangesPreference.',
    evidence:
      'a795591600: ConnectionsHandler sets it in the branch of the other preference. Seen on 2.0.0, 33 of 33 times.',
    matches: [
      {
        checks: ofShownState,
        operations: ['webBackendCreateConnection', 'webBackendGetConnection'],
        statuses: [200],
        pointer: '^/backfillPreference$',
        response: [{ pointer: '/backfillPreference', is: { oneOf: ['disabled'] } }],
        earlier: {
          operations: ['webBackendCreateConnection'],
          statuses: [200],
          request: [
            { pointer: '/backfillPreference', is: 'present' },
            { pointer: '/nonBreakingChangesPreference', is: 'absent' },
          ],
        },
      },
    ],
  },
  {
    id: 'email-flag-of-create-dropped',
    title: 'Create takes notifySchemaChangesByEmail and does not store it',
    from: '2024-02-28',
    operations: ['webBackendCreateConnection', 'webBackendGetConnection'],
    condition: 'A create sends notifySchemaChangesByEmail; notifySchemaChanges is stored.',
    evidence: 'e96255566a added the one flag to creates and not the other. Seen on 2.0.0.',
    matches: [
      {
        checks: ofShownState,
        operations: ['webBackendCreateConnection', 'webBackendGetConnection'],
        statuses: [200],
        pointer: '^/notifySchemaChangesByEmail$',
        earlier: {
          operations: ['webBackendCreateConnection'],
          statuses: [200],
          request: [{ pointer: '/notifySchemaChangesByEmail', is: 'present' }],
        },
      },
    ],
  },
] as const satisfies readonly Deviation[];
