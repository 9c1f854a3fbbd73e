/** Megabytes of `events.ndjson`. Services for artifacts refuse larger files: GitLab takes 100 MB unless told otherwise. */
export const defaultNdjsonMb = 100;
