/** The script of every page. It writes text nodes only: no text of a target ever becomes markup. */
import { copyOnClick } from './copy-on-click.ts';
import { unfoldExchanges } from './exchanges.ts';
import { filterFindings } from './filter-findings.ts';

unfoldExchanges();
copyOnClick();
filterFindings();
