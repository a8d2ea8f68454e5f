import type { IncomingMessage } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { createGunzip } from "node:zlib";
import { cleanText } from "../diagnostics/clean-text.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";

/** No answer of an API server is longer: a page of 500 objects is a few megabytes. */
const MAX_BODY = 256 * 1024 * 1024;
/** No object is longer than a few megabytes; a longer line is no watch event. */
const MAX_LINE = 32 * 1024 * 1024;

/**
 * The whole body as text.
 *
 * @throws FluxwrightError `unavailable` when it breaks off, or nothing comes for `silence` milliseconds.
 */
export async function readBody(response: IncomingMessage, silence: number): Promise<string> {
  const decoder = new StringDecoder("utf8");
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of watchedChunks(response, silence)) {
    length += chunk.length;
    if (length > MAX_BODY) throw brokenOff("it is too long");
    parts.push(decoder.write(chunk));
  }
  parts.push(decoder.end());
  return parts.join("");
}

/**
 * The complete lines of a body as they arrive. A last line without its end is dropped: it was cut off.
 *
 * @throws FluxwrightError `unavailable`, as {@link readBody}.
 */
export async function* readLines(response: IncomingMessage, silence: number): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest: string[] = [];
  let restLength = 0;
  for await (const chunk of watchedChunks(response, silence)) {
    const [first = "", ...others] = decoder.write(chunk).split("\n");
    rest.push(first);
    restLength += first.length;
    if (restLength > MAX_LINE) throw brokenOff("a line is too long");
    for (const next of others) {
      const line = rest.join("");
      rest = [next];
      restLength = next.length;
      if (line.trim() !== "") yield line;
    }
  }
}

function brokenOff(why: string, cause?: Error): FluxwrightError {
  const options = cause === undefined ? {} : { cause };
  return new FluxwrightError("unavailable", `The answer broke off: ${cleanText(why)}`, options);
}

/** The chunks of a body, decompressed. The clock runs only while waiting for the server, never while the reader is busy. */
async function* watchedChunks(response: IncomingMessage, silence: number): AsyncGenerator<Buffer> {
  const isCompressed = response.headers["content-encoding"] === "gzip";
  const body: Readable = isCompressed ? pipeline(response, createGunzip(), () => undefined) : response;
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const timer = setTimeout(
        () => response.destroy(new Error(`nothing came for ${silence / 1000} s`)),
        silence,
      );
      const { done, value } = await chunks
        .next()
        .catch((cause: Error) => {
          throw brokenOff(cause.message, cause);
        })
        .finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
    }
  } finally {
    // A body that was read to its end has given its connection back already.
    if (!response.complete) response.destroy();
  }
}
