import { fluxKinds } from "../flux/kinds.js";
import { parseManifests } from "../manifests/parse.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import { asArray, asObject, asString, isJsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf, isKubeObject, namespaceOf } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef, refOf } from "../objects/object-ref.js";
import type { BuiltObject, ImpliedObject } from "./fleet.js";

/** What an object makes in the cluster, by the kind that makes it. */
const producers: Readonly<Record<string, (object: KubeObject) => readonly ObjectRef[]>> = {
  "external-secrets.io/ExternalSecret": externalSecret,
  "external-secrets.io/ClusterExternalSecret": clusterExternalSecret,
  "bitnami.com/SealedSecret": (object) => [secret(object, templateName(object) ?? nameOf(object))],
  "isindir.github.com/SopsSecret": (object) => listed(object, "secretTemplates", "name"),
  "cert-manager.io/Certificate": (object) => named(object, asObject(object.spec).secretName),
  "secrets.infisical.com/InfisicalSecret": (object) =>
    named(object, asObject(asObject(object.spec).managedSecretReference).secretName),
  "secrets.hashicorp.com/VaultStaticSecret": destination,
  "secrets.hashicorp.com/VaultDynamicSecret": destination,
  "secrets.hashicorp.com/VaultPKISecret": destination,
  "onepassword.com/OnePasswordItem": (object) => [secret(object, nameOf(object))],
  "postgresql.cnpg.io/Cluster": postgresCluster,
  "kyverno.io/ClusterPolicy": kyvernoPolicy,
  "kyverno.io/Policy": kyvernoPolicy,
  "trust.cert-manager.io/Bundle": (object) => [
    { group: "", kind: "ConfigMap", namespace: "*", name: nameOf(object) },
  ],
  "source.extensions.fluxcd.io/ArtifactGenerator": artifacts,
  "fluxcd.controlplane.io/ResourceSet": resourceSet,
  "fluxcd.controlplane.io/FluxInstance": fluxInstance,
  "helm.toolkit.fluxcd.io/HelmRelease": helmChart,
};

/** The objects that nothing in git writes but objects of the fleet will make. */
export function impliedObjects(objects: readonly BuiltObject[]): ImpliedObject[] {
  return objects.flatMap(({ object }) => {
    const made = [...madeBy(object), ...copies(object)];
    if (made.length === 0) return [];
    const producer = formatRef(refOf(object));
    return made.map((ref) => ({ ref, producer }));
  });
}

function madeBy(object: KubeObject): readonly ObjectRef[] {
  return producers[`${groupOf(object.apiVersion)}/${object.kind}`]?.(object) ?? [];
}

/** Annotations by which controllers copy a Secret or ConfigMap into other namespaces. */
const copyAnnotations = [
  "reflector.v1.k8s.emberstack.com/reflection-auto-enabled",
  "replicator.v1.mittwald.de/replicate-to",
  "replicator.v1.mittwald.de/replicate-to-matching",
] as const;

function copies({ apiVersion, kind, metadata }: KubeObject): readonly ObjectRef[] {
  if (apiVersion !== "v1" || (kind !== "Secret" && kind !== "ConfigMap")) return [];
  const isCopied = copyAnnotations.some((name) => (metadata.annotations?.[name] ?? "false") !== "false");
  return isCopied ? [{ group: "", kind, namespace: "*", name: metadata.name ?? "" }] : [];
}

function nameOf(object: KubeObject): string {
  return object.metadata.name ?? "";
}

function secret(object: KubeObject, name: string): ObjectRef {
  const namespace = namespaceOf(object);
  return { group: "", kind: "Secret", name, ...(namespace === undefined ? {} : { namespace }) };
}

function named(object: KubeObject, name: JsonValue | undefined): readonly ObjectRef[] {
  return typeof name === "string" && name !== "" ? [secret(object, name)] : [];
}

function listed(object: KubeObject, list: string, key: string): readonly ObjectRef[] {
  return asArray(asObject(object.spec)[list]).flatMap((item) => named(object, asObject(item)[key]));
}

function templateName(object: KubeObject): string | undefined {
  return asString(asObject(asObject(asObject(object.spec).template).metadata).name);
}

function destination(object: KubeObject): readonly ObjectRef[] {
  const { name, create } = asObject(asObject(object.spec).destination);
  return create === true ? named(object, name) : [];
}

/** @see https://external-secrets.io/latest/api/externalsecret/ */
function externalSecret(object: KubeObject): readonly ObjectRef[] {
  const target = asObject(asObject(object.spec).target);
  const name = asString(target.name) || nameOf(object);
  const { kind, apiVersion } = asObject(target.manifest);
  if (typeof kind !== "string" || kind === "Secret") return [secret(object, name)];
  return [{ ...secret(object, name), kind, group: groupOf(asString(apiVersion) ?? "v1") }];
}

function clusterExternalSecret(object: KubeObject): readonly ObjectRef[] {
  const spec = asObject(object.spec);
  const target = asObject(asObject(spec.externalSecretSpec).target);
  const name = asString(target.name) || asString(spec.externalSecretName) || nameOf(object);
  return [{ group: "", kind: "Secret", namespace: "*", name }];
}

/** @see https://cloudnative-pg.io/documentation/current/applications/#secrets */
function postgresCluster(object: KubeObject): readonly ObjectRef[] {
  const roles = ["app", "superuser", "ca", "server", "replication"];
  return roles.map((role) => secret(object, `${nameOf(object)}-${role}`));
}

/** @see https://fluxcd.io/flux/components/source/artifactgenerators/ */
function artifacts(object: KubeObject): readonly ObjectRef[] {
  const namespace = namespaceOf(object);
  return asArray(asObject(object.spec).artifacts).flatMap((artifact) => {
    const name = asString(asObject(artifact).name);
    if (name === undefined) return [];
    const { group } = fluxKinds.ExternalArtifact;
    return [{ group, kind: "ExternalArtifact", name, ...(namespace === undefined ? {} : { namespace }) }];
  });
}

/** @see https://fluxoperator.dev/docs/crd/fluxinstance/#sync-configuration */
function fluxInstance(object: KubeObject): readonly ObjectRef[] {
  const sync = asObject(object.spec).sync;
  if (!isJsonObject(sync)) return [];
  const namespace = namespaceOf(object) ?? "flux-system";
  const name = asString(sync.name) || namespace;
  const kind = asString(sync.kind) ?? "GitRepository";
  return [
    { group: fluxKinds.GitRepository.group, kind, namespace, name },
    { group: fluxKinds.Kustomization.group, kind: "Kustomization", namespace, name },
  ];
}

/**
 * What the generate rules of a policy make: one object, or copies of any that a selector finds.
 *
 * @see https://kyverno.io/docs/policy-types/cluster-policy/generate/
 */
function kyvernoPolicy(object: KubeObject): readonly ObjectRef[] {
  return asArray(asObject(object.spec).rules).flatMap((rule) => {
    const generate = asObject(asObject(rule).generate);
    const namespace = kyvernoText(generate.namespace);
    const kinds = asArray(asObject(generate.cloneList).kinds).map((kind) => String(kind));
    if (typeof generate.kind === "string")
      kinds.push(`${asString(generate.apiVersion) ?? "v1"}/${generate.kind}`);
    return kinds.map((text) => {
      const slash = text.lastIndexOf("/");
      const group = groupOf(slash < 0 ? "v1" : text.slice(0, slash));
      return { group, kind: text.slice(slash + 1), namespace, name: kyvernoText(generate.name) };
    });
  });
}

function kyvernoText(value: JsonValue | undefined): string {
  return starred(asString(value) ?? "*", /\{\{.*?\}\}/gs, "}}");
}

/** A release with a chart of its own has a HelmChart made for it, in the namespace of its source. */
function helmChart(object: KubeObject): readonly ObjectRef[] {
  const { chart } = asObject(object.spec);
  const own = namespaceOf(object);
  if (!isJsonObject(chart)) return [];
  const namespace = asString(asObject(asObject(chart.spec).sourceRef).namespace) || own;
  const name = own === undefined ? `*-${nameOf(object)}` : `${own}-${nameOf(object)}`;
  const { group } = fluxKinds.HelmChart;
  return [{ group, kind: "HelmChart", name, ...(namespace === undefined ? {} : { namespace }) }];
}

/**
 * What the templates of a ResourceSet make, and what that makes in turn; a name with an input in it becomes a pattern.
 *
 * @see https://fluxoperator.dev/docs/crd/resourceset/
 */
function resourceSet(object: KubeObject): readonly ObjectRef[] {
  const { resources, resourcesTemplate } = asObject(object.spec);
  const templates = [...asArray(resources), ...templateDocuments(asString(resourcesTemplate))];
  return templates.flatMap((template) => {
    if (!isJsonObject(template)) return [];
    const { name, namespace = namespaceOf(object), ...metadata } = asObject(template.metadata);
    if (typeof name !== "string") return [];
    const placed = typeof namespace === "string" ? { namespace: asPattern(namespace) } : {};
    const made = {
      apiVersion: "v1",
      ...template,
      metadata: { ...metadata, name: asPattern(name), ...placed },
    };
    return isKubeObject(made) ? [madeByTemplate(made), ...madeBy(made)] : [];
  });
}

function madeByTemplate(object: KubeObject): ObjectRef {
  const ref = refOf(object);
  return { ...ref, kind: asPattern(ref.kind) };
}

/** The text with a star for each expression; behind the last end of one there is none to look for. */
function starred(text: string, expressions: RegExp, end: string): string {
  const last = text.lastIndexOf(end) + end.length;
  return text.slice(0, last).replace(expressions, "*") + text.slice(last);
}

function asPattern(text: string): string {
  return starred(text, /<<.*?>>/gs, ">>");
}

/** The objects of a template text, as far as it is YAML once its directives are gone. */
function templateDocuments(text: string | undefined): readonly JsonObject[] {
  if (text === undefined) return [];
  const plain = text.replace(/^[ \t]*<<-?\s*(range|end|if|else|with|define|block|\$|\/\*).*?>>[ \t]*$/gm, "");
  const inline = asPattern(plain);
  return parseManifests("template", quoted(inline)).documents.flatMap(({ value }) =>
    isJsonObject(value) ? [value] : [],
  );
}

/** A value that begins with the star of a pattern would be an alias to YAML. */
function quoted(text: string): string {
  return text.replace(/(:\s+|-\s+)(\*[^\n"']*)$/gm, '$1"$2"');
}
