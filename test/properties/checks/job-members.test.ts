import { jobMembers } from '../../../properties/checks/job-members.ts';
import { prove } from './prove.ts';
import { item, runningJob } from './shown.ts';
import { created, got, listed } from './transcript.ts';

const inMilliseconds = { latestSyncJobCreatedAt: 1_700_000_000_000 };
const active = { status: 'active' };

prove(jobMembers, {
  keeps: {
    'a connection without a job': [created(1), listed(item(1))],
    seconds: [created(1, active), got(1, { ...active, latestSyncJobCreatedAt: 1_700_000_000 })],
    'a job that comes and goes': [created(1, active), got(1, { ...active, ...runningJob }), got(1, active)],
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
  },
});
