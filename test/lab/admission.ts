import { setTimeout as sleep } from "node:timers/promises";
import type { Space } from "../../lab/space.js";

const GROUP = "admissionregistration.k8s.io";

/** What admission is asked about: ConfigMaps of one namespace. */
type Operation = "CREATE" | "DELETE";

const configMaps = (operation: Operation) => ({
  apiGroups: [""],
  apiVersions: ["v1"],
  resources: ["configmaps"],
  operations: [operation],
});

const within = (namespace: string) => ({ matchLabels: { "kubernetes.io/metadata.name": namespace } });

/** Denies an operation on the ConfigMaps of a namespace, by a policy. */
export async function denyByPolicy(space: Space, operation: Operation): Promise<void> {
  const name = space.namespace;
  await space.api.apply(
    {
      apiVersion: `${GROUP}/v1`,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
      spec: {
        matchConstraints: { namespaceSelector: within(name), resourceRules: [configMaps(operation)] },
        validations: [{ expression: "false", message: "ConfigMaps are not wanted here" }],
      },
    },
    {
      apiVersion: `${GROUP}/v1`,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: { policyName: name, validationActions: ["Deny"] },
    },
  );
  await untilInForce(space, operation);
}

/** Lets a webhook that does not answer decide on the ConfigMaps of a namespace. */
export async function askAbsentWebhook(space: Space, url: string): Promise<void> {
  const name = space.namespace;
  await space.api.apply({
    apiVersion: `${GROUP}/v1`,
    kind: "ValidatingWebhookConfiguration",
    metadata: { name },
    webhooks: [
      {
        name: "absent.example.test",
        clientConfig: { url },
        rules: [configMaps("CREATE")],
        namespaceSelector: within(name),
        sideEffects: "None",
        admissionReviewVersions: ["v1"],
        timeoutSeconds: 1,
      },
    ],
  });
  await untilInForce(space, "CREATE");
}

/** Takes back what the functions above did; no error where they did nothing. */
export async function liftAdmission({ api, namespace: name }: Space): Promise<void> {
  for (const kind of [
    "ValidatingAdmissionPolicyBinding",
    "ValidatingAdmissionPolicy",
    "ValidatingWebhookConfiguration",
  ]) {
    await api.delete({ apiVersion: `${GROUP}/v1`, kind, name });
  }
}

/** The API server takes up a policy some moments after it was applied: dry runs tell when. */
async function untilInForce({ api, namespace }: Space, operation: Operation): Promise<void> {
  const collection = await api.collectionPath({ apiVersion: "v1", kind: "ConfigMap", namespace });
  const probe = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "probe", namespace } };
  const ask = () =>
    operation === "CREATE"
      ? api.send("POST", `${collection}?dryRun=All`, probe)
      : api.send("DELETE", `${collection}/kube-root-ca.crt?dryRun=All`);
  while ((await ask()).code < 400) await sleep(100);
}
