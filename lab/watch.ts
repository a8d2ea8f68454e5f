import { request } from "node:https";
import type { Api, KubeObject, ObjectKey } from "./api.js";
import { requestOptions } from "./kubeconfig.js";

/** Every write to an object, from the moment the watch began. */
export interface Timeline {
  /** The object after each write, oldest first; grows. */
  readonly writes: readonly KubeObject[];
  stop(): void;
}

/** Watches one object. Resolves when the server has begun to answer, so that no later write is missed. */
export async function watchObject(api: Api, key: ObjectKey): Promise<Timeline> {
  const writes: KubeObject[] = [];
  const collection = await api.collectionPath(key);
  const query = `watch=true&fieldSelector=metadata.name%3D${key.name}`;
  const options = { ...requestOptions(api.connection), agent: false } as const;
  let rest = "";
  return new Promise((resolve, reject) => {
    const outgoing = request(`${api.connection.server}${collection}?${query}`, options, (response) => {
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) writes.push((JSON.parse(line) as { readonly object: KubeObject }).object);
      });
      response.on("error", () => {}); // stop() ends the answer in the middle
      resolve({ writes, stop: () => outgoing.destroy() });
    });
    outgoing.on("error", reject).end();
  });
}
