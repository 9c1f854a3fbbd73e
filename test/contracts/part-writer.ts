/** One of several processes that write interactions at the same time: `node part-writer.ts FOLDER WORKER WORKERS`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consumers } from '../../contracts/consumers.ts';
import { runConsumerTest } from '../../contracts/run/consumer-test.ts';

const [folder = '', worker = '0', workers = '1'] = process.argv.slice(2);

for (const consumer of consumers)
  for (const [index, interaction] of consumer.interactions.entries()) {
    if (index % Number(workers) !== Number(worker)) continue;
    const own = join(folder, `${consumer.name}-${index}`);
    mkdirSync(own);
    const written = await runConsumerTest(consumer, interaction, own);
    writeFileSync(join(folder, `${consumer.name}-${index}.part`), JSON.stringify(written));
  }
