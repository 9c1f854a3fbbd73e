/** `report.html`: one file that opens offline, on a phone, and however hostile the answers in it are. */
import { documentReporter } from './document-reporter.ts';
import { renderHtml } from './html/render-html.ts';
import { reportFiles } from './report-files.ts';

export const htmlReporter = documentReporter(reportFiles.html, (report) => renderHtml(report));
