/** The notification flags of a connection, which are rows of a table of their own. */
import type { StoredConnection } from '../../src/backend/store.ts';
import type { JsonObject } from '../json-access.ts';

type Flags = Pick<StoredConnection, 'notifySchemaChanges' | 'notifySchemaChangesByEmail'>;

/** Which connections have a row for e-mail. */
export class NotificationRows {
  readonly #emails = new Set<string>();

  /**
   * The flags after an update. Whether the row of the e-mail is written depends on the flag of the webhook, which is a
   * defect: with both on, switching e-mail off is ignored; with the webhook off, switching it on again is.
   */
  after(current: StoredConnection, body: JsonObject): Flags {
    const webhook = (body['notifySchemaChanges'] ?? current.notifySchemaChanges) === true;
    const email = (body['notifySchemaChangesByEmail'] ?? current.notifySchemaChangesByEmail) === true;
    const { connectionId, notifySchemaChangesByEmail: stored } = current;
    const hasRow = this.#emails.has(connectionId) || stored;
    if (hasRow || email) this.#emails.add(connectionId);
    const isWritten = hasRow ? stored !== webhook : email;
    return { notifySchemaChanges: webhook, notifySchemaChangesByEmail: isWritten ? email : stored };
  }
}
