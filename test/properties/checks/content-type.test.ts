import { contentType } from '../../../properties/checks/content-type.ts';
import { create } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { read } from './shown.ts';
import { brokenCreate, created, refused } from './transcript.ts';

const withCharset = 'application/json; charset=utf-8';

prove(contentType, {
  keeps: {
    'a success as application/json': [created(1)],
    'a refusal as application/json': [[brokenCreate, refused()]],
    'a refusal that names its charset': [[brokenCreate, { ...refused(), contentType: withCharset }]],
    'a refusal as a problem document': [[brokenCreate, { ...refused(), contentType: 'application/problem+json' }]],
  },
  breaks: {
    'a success that names its charset': {
      turns: [[create(1), { status: 200, contentType: withCharset, json: read(1) }]],
      title: 'webBackendCreateConnection answered 200 with content type "application/json; charset=utf-8"',
    },
    'a refusal as a page': {
      turns: [[brokenCreate, { ...refused(), contentType: 'text/html' }]],
      title: 'webBackendCreateConnection answered 422 with content type "text/html"',
    },
  },
});
