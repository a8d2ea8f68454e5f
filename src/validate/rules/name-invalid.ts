import type { KubeObject } from "../../objects/kube-object.js";
import { dnsLabelFault, pathSegmentFault, subdomainFault } from "../names.js";
import type { ObjectRule, Spot } from "../rule.js";
import type { Subject } from "../scope.js";

/** A name or namespace that the API server refuses. Names that substitution completes are judged after it. */
export const nameInvalid: ObjectRule = {
  code: "name-invalid",
  kinds: "every",
  *check(subject) {
    const { name, namespace } = subject.object.metadata as KubeObject["metadata"];
    yield* judge("name", name, faultFor(subject));
    yield* judge("namespace", namespace, dnsLabelFault);
  },
};

function* judge(
  field: "name" | "namespace",
  value: unknown,
  faultOf: (text: string) => string | undefined,
): Generator<Spot> {
  if (value === undefined || value === null || value === "") return;
  const pointer = `/metadata/${field}`;
  if (typeof value !== "string") {
    yield {
      pointer,
      message: `metadata.${field} is the ${typeof value} ${JSON.stringify(value)}; a text is expected.`,
      hint: `Quote it: "${String(value)}".`,
    };
    return;
  }
  const fault = /\$\{|^ENC\[/.test(value) ? undefined : faultOf(value);
  if (fault === undefined) return;
  yield {
    pointer,
    message: `metadata.${field} "${value}" is refused by the API server: ${fault}.`,
    hint: `Choose another ${field}${proposal(value, faultOf)}.`,
  };
}

function proposal(value: string, faultOf: (text: string) => string | undefined): string {
  const near = value
    .toLowerCase()
    .replaceAll(/[_\s]/g, "-")
    .replaceAll(/^[^a-z0-9]+|(?<![^a-z0-9])[^a-z0-9]+$/g, "");
  return near !== value && near !== "" && faultOf(near) === undefined ? `, such as "${near}"` : "";
}

function faultFor({ group, object }: Subject): (text: string) => string | undefined {
  if (group === "rbac.authorization.k8s.io") return pathSegmentFault;
  return group === "" && (object.kind === "Namespace" || object.kind === "Service")
    ? dnsLabelFault
    : subdomainFault;
}
