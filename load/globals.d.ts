/** k6 has a console; its types leave it to the DOM library, which these scripts must not have. */
declare const console: { error(text: string): void };
