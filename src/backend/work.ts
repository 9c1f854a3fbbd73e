/** Work for the processor in amounts that do not depend on how fast it is. */
import { createHash } from 'node:crypto';

const block = Buffer.alloc(32_768);

/** SHA-256 over so many blocks of 32 KiB, about 20 µs each on a machine of 2022. */
export function work(blocks: number): void {
  const hash = createHash('sha256');
  for (let done = 0; done < blocks; done += 1) hash.update(block);
  hash.digest();
}
