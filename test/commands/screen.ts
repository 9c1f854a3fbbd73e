import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** Stands in for the terminal of standard error: all that it was told, frame by frame. */
export class Screen {
  #text = '';
  /** What the last line said each time that somebody looked. */
  readonly seen: string[] = [];
  readonly stream;

  constructor(columns: number) {
    this.stream = Object.assign(new PassThrough(), {
      isTTY: true,
      columns,
      cursorTo: () => true,
      clearLine: () => true,
      moveCursor: () => true,
    }) as unknown as NodeJS.WriteStream; // what is used of it
    this.stream.on('data', (chunk: Buffer) => (this.#text += chunk.toString()));
  }

  lines(): readonly string[] {
    return stripVTControlCharacters(this.#text)
      .split(/[\n⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏✔✖]/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** Called while something waits. */
  look(): void {
    this.seen.push(this.lines().at(-1) ?? '');
  }
}
