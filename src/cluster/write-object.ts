import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { asArray, asObject, type JsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { formatRef, type ObjectRef } from "../objects/object-ref.js";
import { type Answer, errorOf, isGood } from "./answer.js";
import type { ApiConnection } from "./api-connection.js";
import { type ApiResource, resourcePath } from "./api-resource.js";
import type { DeleteOptions, WriteOptions } from "./cluster-client.js";

const FIELD_MANAGER = "fluxwright";
const MAX_CONFLICTS = 5;

/** See {@link ClusterClient.patch}. Gives the server's answer, good or final. */
export async function patchObject(
  api: ApiConnection,
  resource: ApiResource,
  ref: ObjectRef,
  patch: JsonObject,
  options: WriteOptions,
): Promise<Answer> {
  const { uid, dryRun, signal } = options;
  // A uid in a merge patch is a precondition: the server refuses to change it. Unlike a resourceVersion it
  // does not fail when somebody else wrote in between.
  const body = uid === undefined ? patch : { ...patch, metadata: { ...asObject(patch.metadata), uid } };
  const backoff = api.newBackoff();
  for (let conflicts = 1; ; conflicts++) {
    const answer = await api.settle({
      what: `patch ${formatRef(ref)}`,
      method: "PATCH",
      path: resourcePath(resource, ref.namespace, ref.name),
      query: {
        fieldManager: FIELD_MANAGER,
        fieldValidation: "Strict",
        dryRun: dryRun === true ? "All" : undefined,
      },
      body,
      contentType: "application/merge-patch+json",
      signal,
    });
    if (uid !== undefined && isOtherUid(answer)) throw superseded(ref);
    if (answer.status !== 409) return answer;
    const error = new FluxwrightError("unavailable", errorOf(answer, `patch ${formatRef(ref)}`).message, {
      hint: "Somebody else writes to this object all the time; try again.",
    });
    if (conflicts >= MAX_CONFLICTS) throw error;
    await api.pauseAfter(error, backoff.next(), signal);
  }
}

/** See {@link ClusterClient.delete}. Gives the server's answer, or undefined when the object is gone. */
export async function deleteObject(
  api: ApiConnection,
  resource: ApiResource,
  ref: ObjectRef,
  options: DeleteOptions,
): Promise<Answer | undefined> {
  const { uid, dryRun, signal } = options;
  const path = resourcePath(resource, ref.namespace, ref.name);
  const what = `delete ${formatRef(ref)}`;
  const backoff = api.newBackoff();
  const started = performance.now();
  for (;;) {
    try {
      const answer = await api.settle({
        what,
        method: "DELETE",
        path,
        query: { dryRun: dryRun === true ? "All" : undefined },
        body: { apiVersion: "v1", kind: "DeleteOptions", preconditions: { uid } },
        signal,
        retry: false,
      });
      if (answer.status === 404 && answer.json !== undefined) return undefined;
      if (answer.status === 409) throw superseded(ref);
      return answer;
    } catch (error) {
      if (!(error instanceof FluxwrightError) || error.reason !== "unavailable") throw error;
      const wait = backoff.next();
      if (performance.now() - started + wait > api.timings.retryFor) throw error;
      await api.pauseAfter(error, wait, signal);
    }
    // The request may have done its work before the connection broke: look before asking again.
    if (!(await isStillThere(api, path, ref, uid, signal))) return undefined;
  }
}

async function isStillThere(
  api: ApiConnection,
  path: string,
  ref: ObjectRef,
  uid: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const what = `read ${formatRef(ref)}`;
  const answer = await api.settle({ what, method: "GET", path, signal });
  if (answer.status === 404 && answer.json !== undefined) return false;
  if (!isGood(answer)) throw errorOf(answer, what);
  const { metadata } = answer.json as KubeObject;
  return metadata.uid === uid && metadata.deletionTimestamp === undefined;
}

function isOtherUid(answer: Answer): boolean {
  if (answer.status !== 422 && answer.status !== 409) return false;
  const causes = asArray(asObject(answer.json?.details).causes).map(asObject);
  return (
    causes.some((cause) => cause.field === "metadata.uid") ||
    /metadata\.uid|Precondition failed: UID/.test(answer.text)
  );
}

function superseded(ref: ObjectRef): FluxwrightError {
  return new FluxwrightError(
    "superseded",
    `${formatRef(ref)} was deleted and created again since it was read`,
    {
      hint: "Look at the new object, then decide again.",
    },
  );
}
