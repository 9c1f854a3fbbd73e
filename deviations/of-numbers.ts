/** A number that the model of a server cannot hold becomes another one, or a server error. */
import type { Deviation, Matcher } from './deviation.ts';
import { dbtCloudIds, failsOn, seenGone, writes } from './wordings.ts';

/** An accepted number that does not read as it was sent. */
function becomesAnother(pointer: string, request: readonly NonNullable<Matcher['request']>[number][]): Matcher {
  return { checks: ['kept-or-refused'], operations: writes, statuses: [200], pointer, request };
}

export const ofNumbers = [
  {
    id: 'fractions-cut-off',
    title: 'A fraction for an integer is cut off',
    operations: writes,
    condition:
      'A write has a fraction where an integer is declared: the units of a schedule, an account or a job of dbt Cloud.',
    evidence: 'Jackson takes a float for an int unless told otherwise. Units of 1.5 became 1 on 0.44.5 and 2.0.0.',
    matches: [
      becomesAnother('^/scheduleData/', [{ pointer: '/scheduleData/basicSchedule/units', is: 'fraction' }]),
      ...dbtCloudIds.map((pointer) => becomesAnother('^/operations(/|$)', [{ pointer, is: 'fraction' }])),
    ],
  },
  {
    id: 'units-of-64-bits',
    title: 'Units of a schedule beyond 64 bits become others',
    until: seenGone,
    operations: writes,
    condition: 'A basic schedule has units beyond 64 bits: with an exponent they are clipped, else they wrap around.',
    evidence: 'A long in the model, to which Jackson casts. Seen on 0.44.5; 2.0.0 answers 400.',
    // The first is the largest double below 2^63.
    matches: [{ above: 2 ** 63 - 1024 }, { below: -(2 ** 63) }].map((is) =>
      becomesAnother('^/scheduleData/', [{ pointer: '/scheduleData/basicSchedule/units', is }]),
    ),
  },
  {
    id: 'schema-integers-of-64-bits',
    title: 'An integer beyond 64 bits in the schema of a stream is a server error',
    until: seenGone,
    operations: writes,
    condition: 'The jsonSchema of a stream has an integer beyond 64 bits. Nothing is stored.',
    evidence: 'NumberFormatException when the catalog is read from jsonb. Seen on 0.44.5; 2.0.0 keeps the integer.',
    matches: [
      failsOn(['json-schema'], {
        message: 'For input string',
        broken: { descriptions: ['an integer beyond 64 bits in a field'] },
      }),
    ],
  },
] as const satisfies readonly Deviation[];
