import { describe, expect, test } from 'vitest';
import { AirbyteStream, AirbyteStreamConfiguration } from '../../schemas/stream.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { catalogFiles, haveCatalogs, inApiForm } from './catalog-files.ts';

const isStream = validatorFor(AirbyteStream);
const isConfiguration = validatorFor(AirbyteStreamConfiguration);

describe.skipIf(!haveCatalogs)(
  'the repaired stream models and real catalogs (skipped where ../shared/catalogs is absent)',
  () => {
    const files = haveCatalogs ? catalogFiles() : [];

    test('all 105 files with their 1,850 streams are read', () => {
      expect(files).toHaveLength(105);
      expect(files.flatMap(({ entries }) => entries)).toHaveLength(1850);
    });

    test('every stream and configuration is accepted, apart from ten files that break the protocol of today', () => {
      const rejected = new Map<string, readonly string[]>();
      for (const file of files) {
        const violations = new Set<string>();
        for (const entry of file.entries) {
          const { stream, config } = inApiForm(file, entry);
          for (const { pointer, keyword } of isStream(stream)) violations.add(`stream ${pointer} ${keyword}`);
          if (config === undefined) continue;
          for (const { pointer, keyword } of isConfiguration(config))
            violations.add(`config ${pointer.replaceAll(/\d+/g, '*')} ${keyword}`);
        }
        if (violations.size > 0) rejected.set(file.file, [...violations].toSorted());
      }

      const noDestinationMode = 'config /destinationSyncMode required';
      const noSyncMode = 'config /syncMode required';
      expect(Object.fromEntries(rejected)).toEqual({
        'source-facebook-marketing.protocol-configured.json': [noDestinationMode],
        'source-faros-phabricator.protocol-configured.json': ['config /cursorField/* type'],
        'source-gitlab-singer.protocol-configured.json': [noDestinationMode, noSyncMode],
        'source-gocardless.protocol-catalog.json': ['stream /defaultCursorField type'],
        'source-instagram.protocol-configured.json': [noDestinationMode, noSyncMode],
        'source-looker.protocol-configured.json': [noDestinationMode, noSyncMode],
        'source-mailchimp.protocol-catalog.json': ['stream /defaultCursorField type'],
        'source-microsoft-teams.protocol-configured.json': [noDestinationMode],
        'source-salesforce-singer.protocol-configured.json': [noDestinationMode],
        'source-twilio-singer.protocol-configured.json': [noDestinationMode, noSyncMode],
      });
    });

    test('the eleventh file off the protocol breaks a rule that no schema expresses: one name twice', () => {
      const off = files.filter(({ note }) => note.includes('off today'));
      const twice = files.filter((file) => {
        const names = file.entries.map((entry) => {
          const { stream } = inApiForm(file, entry);
          const { name, namespace } = stream as { name?: unknown; namespace?: unknown };
          return JSON.stringify([namespace, name]);
        });
        return new Set(names).size < names.length;
      });

      expect(off).toHaveLength(11);
      expect(twice.map(({ file }) => file)).toEqual(['source-netsuite-odbc.protocol-configured.json']);
    });
  },
);
