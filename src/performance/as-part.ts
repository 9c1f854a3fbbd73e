import type { Emit } from '../report/events.ts';

/** One of several loads of a command. */
export interface Part {
  readonly phase: string;
  /** Which one it is: `run 2 of 5`. */
  readonly note: string;
  /** What all that follows this one takes, at most. */
  readonly laterMs: number;
}

/** Tells of a load as a part of the whole, so that the time left is that of the command. */
export function asPart(emit: Emit, { phase, note, laterMs }: Part): Emit {
  return (event) =>
    emit(
      event.type === 'progress'
        ? {
            ...event,
            phase,
            note: event.note === undefined ? note : `${note}, ${event.note}`,
            ...(event.remainingMs === undefined ? {} : { remainingMs: event.remainingMs + laterMs }),
          }
        : event,
    );
}

/** A k6 takes this long besides its schedule: the script is bundled, its points are read. */
const aroundMs = 4000;

/** What a load of so many measured seconds takes. */
export function loadMs(seconds: number, warmUpSeconds: number): number {
  return (seconds + warmUpSeconds) * 1000 + aroundMs;
}
