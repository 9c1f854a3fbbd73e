import { jobMembers } from '../../../properties/checks/job-members.ts';
import { ask } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { idOf, item, read, runningJob } from './shown.ts';
import { created, got, listed, ok } from './transcript.ts';
import type { Turn } from './transcript.ts';

const job = { latestSyncJobCreatedAt: 1_700_000_000, latestSyncJobStatus: 'succeeded' };
const earlier = { latestSyncJobCreatedAt: 1_600_000_000, latestSyncJobStatus: 'succeeded' };
const inMilliseconds = { ...job, latestSyncJobCreatedAt: 1_700_000_000_000 };
const contradictory = { ...runningJob, isSyncing: false };
const pending = { ...job, latestSyncJobStatus: 'pending', isSyncing: false };
const active = { status: 'active' };

/** A read of a connection that the case did not make. */
function readOther(members: object): Turn {
  return [ask('webBackendGetConnection', { connectionId: idOf(7) }), ok(read(7, members))];
}

prove(jobMembers, {
  keeps: {
    'a connection without a job': [created(1), listed(item(1))],
    seconds: [created(1, active), got(1, { ...active, ...job })],
    'a job that comes and goes': [created(1, active), got(1, { ...active, ...runningJob }), got(1, active)],
    'a sync without the latest job': [created(1, active), got(1, { ...active, ...job, isSyncing: true })],
    'a job that begins while the answer is built': [
      listed(item(7, active)),
      listed(item(7, { ...active, ...contradictory })),
      listed(item(7, { ...active, ...runningJob })),
    ],
    'another job that begins while the answer is built': [
      listed(item(7, contradictory)),
      listed(item(7, { ...contradictory, latestSyncJobCreatedAt: 1_700_000_900 })),
    ],
    'a pending job in a list, where only a running one counts': [listed(item(7, pending)), listed(item(7, pending))],
    'the same job in a list': [readOther(job), listed(item(7, job)), readOther(job)],
    'a job that ends between two reads': [readOther(runningJob), listed(item(7, job)), readOther(job)],
    'jobs of an active connection': [
      readOther({ ...active, ...job }),
      listed(item(7, { ...active, ...earlier })),
      readOther({ ...active, ...job }),
    ],
  },
  breaks: {
    'milliseconds in a read': {
      turns: [created(1, {}, inMilliseconds)],
      title: 'latestSyncJobCreatedAt is not in seconds',
      pointer: '/latestSyncJobCreatedAt',
    },
    'milliseconds in a list': {
      turns: [listed(item(7, inMilliseconds))],
      title: 'latestSyncJobCreatedAt is not in seconds',
      pointer: '/latestSyncJobCreatedAt',
    },
    minutes: {
      turns: [listed(item(7, { ...job, latestSyncJobCreatedAt: 28_333_333 }))],
      title: 'latestSyncJobCreatedAt is not in seconds',
      pointer: '/latestSyncJobCreatedAt',
    },
    'a time without a status': {
      turns: [listed(item(7, { latestSyncJobCreatedAt: 1_700_000_000 }))],
      title: 'A connection with latestSyncJobCreatedAt has no latestSyncJobStatus',
      pointer: '/latestSyncJobStatus',
    },
    'a status without a time': {
      turns: [readOther({ latestSyncJobStatus: 'failed' })],
      title: 'A connection with latestSyncJobStatus has no latestSyncJobCreatedAt',
      pointer: '/latestSyncJobCreatedAt',
    },
    'a running job of a connection that does not sync': {
      turns: [listed(item(7, contradictory)), listed(item(7, contradictory))],
      title: 'The latest sync job is running, and isSyncing is false',
      pointer: '/isSyncing',
    },
    'a pending job of a connection that does not sync': {
      turns: [readOther(pending), readOther(pending)],
      title: 'The latest sync job is pending, and isSyncing is false',
      pointer: '/isSyncing',
    },
    'a sync without any job': {
      turns: [readOther({ isSyncing: true }), readOther({ isSyncing: true })],
      title: 'isSyncing is true, and there is no latest sync job',
      pointer: '/isSyncing',
    },
    'another job in a list between two reads': {
      turns: [readOther(job), listed(item(7, earlier)), readOther(job)],
      title: 'A list shows another latest sync job than the reads around it',
      pointer: '/connections/0/latestSyncJobStatus',
    },
  },
});
