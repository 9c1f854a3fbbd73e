import type { AirbyteStream, SyncMode } from '../../schemas/stream.ts';

/** What a source says of a stream, before anybody chose how to sync it. */
export interface BareStream extends Pick<AirbyteStream, 'name' | 'jsonSchema'> {
  readonly namespace?: string;
  readonly supportedSyncModes: SyncMode[];
}
