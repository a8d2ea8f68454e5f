import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { LabError } from "./lab-error.js";
import { isRunning, logTail, type Part } from "./processes.js";

const LIMIT_MS = 120_000;

/**
 * Waits until a part is ready.
 *
 * @throws LabError that names the part, with the end of its log, when its process ends or does not answer in time.
 */
export async function waitUntilReady(
  part: Part,
  isReady: () => Promise<boolean> = () => answersOk(part.ready),
): Promise<void> {
  const limit = Date.now() + LIMIT_MS;
  while (!(await isReady())) {
    if (!isRunning(part)) throw new LabError(`${part.name} has stopped by itself:\n${logTail(part)}`);
    if (Date.now() > limit) throw new LabError(`${part.name} is not ready after 2 min:\n${logTail(part)}`);
    await sleep(50);
  }
}

/** Whether the URL answers 200. Its certificate is not looked at: programs of the lab sign their own. */
export function answersOk(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { timeout: 2_000, rejectUnauthorized: false, agent: false } as const;
    const request = url.startsWith("https:") ? httpsRequest : httpRequest;
    const outgoing = request(url, options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => resolve(false)).end();
  });
}
