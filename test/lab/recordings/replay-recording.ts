/** Sends recorded requests in their order to a server and compares its answers with the recorded ones. */
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { differences } from './compare-answers.ts';
import type { ComparedAnswer, Difference } from './compare-answers.ts';
import { IdMap } from './id-map.ts';
import type { RecordedExchange } from './recording.ts';

/** A recorded exchange, and what the server here answered. */
export interface Comparison {
  readonly exchange: RecordedExchange;
  readonly received: ComparedAnswer;
  readonly differences: readonly Difference[];
}

/** One run, on a server that holds what the recorded one held before it. `url` ends with `/api`. */
export async function replayRun(url: string, exchanges: readonly RecordedExchange[]): Promise<readonly Comparison[]> {
  const ids = new IdMap();
  const comparisons: Comparison[] = [];
  for (const exchange of exchanges) {
    const received = await send(url, exchange, ids);
    if (exchange.status === 200 && received.status === 200) ids.learn(exchange.answer, received.answer);
    const recorded: ComparedAnswer =
      exchange.answer === undefined
        ? exchange
        : { ...exchange, answer: JSON.parse(ids.translated(JSON.stringify(exchange.answer))) as unknown };
    comparisons.push({ exchange, received, differences: differences(recorded, received) });
  }
  return comparisons;
}

async function send(url: string, exchange: RecordedExchange, ids: IdMap): Promise<ComparedAnswer> {
  const { method, path, contentType, accept = 'application/json', body, bytes } = exchange;
  const sent = bytes === undefined ? Buffer.from(ids.translated(body ?? '')) : Buffer.from(bytes, 'base64');
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const call = request(`${url}${path}`, {
      method,
      headers: {
        accept,
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
        ...(sent.length > 0 || contentType !== undefined ? { 'content-length': sent.length } : {}),
      },
    });
    call.on('response', resolve).on('error', reject).end(sent);
  });
  const text = (await buffer(response)).toString();
  const { statusCode: status = 0, headers } = response;
  return { status, answerType: headers['content-type'], ...answerOf(text) };
}

function answerOf(text: string): Pick<ComparedAnswer, 'answer' | 'answerText'> {
  try {
    return { answer: JSON.parse(text) as unknown };
  } catch {
    return text === '' ? {} : { answerText: text };
  }
}
