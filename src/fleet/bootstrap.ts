import { fluxKindNames, fluxKinds } from "../flux/kinds.js";
import type { ObjectRef } from "../objects/object-ref.js";
import type { ImpliedObject } from "./fleet.js";

const controllers = [
  "source-controller",
  "source-watcher",
  "kustomize-controller",
  "helm-controller",
  "notification-controller",
  "image-reflector-controller",
  "image-automation-controller",
] as const;

/**
 * What `flux bootstrap` creates beside what it commits: the controllers with their accounts and definitions, and
 * the source, Kustomization and Secret called flux-system.
 *
 * @see https://fluxcd.io/flux/installation/bootstrap/
 */
export function bootstrapObjects(): ImpliedObject[] {
  const namespace = "flux-system";
  const name = "flux-system";
  return attributed("bootstrap", [
    ...installation(namespace),
    { group: "", kind: "Secret", namespace, name },
    { group: fluxKinds.GitRepository.group, kind: "GitRepository", namespace, name },
    { group: fluxKinds.Kustomization.group, kind: "Kustomization", namespace, name },
  ]);
}

/** The sync of a FluxInstance. */
export interface InstanceSync {
  /** Kind of the source. */
  readonly kind: string;
  readonly namespace: string;
  /** Name of the source and of the root Kustomization. */
  readonly name: string;
  readonly pullSecret: string | undefined;
  readonly producer: string;
}

/**
 * What the Flux Operator makes of a FluxInstance with a sync. The operator itself and the Secret that it fetches
 * with are there before anything in git can be.
 *
 * @see https://fluxoperator.dev/docs/crd/fluxinstance/#sync-configuration
 */
export function instanceObjects({
  kind,
  namespace,
  name,
  pullSecret,
  producer,
}: InstanceSync): ImpliedObject[] {
  return attributed(producer, [
    ...installation(namespace),
    { group: "", kind: "ServiceAccount", namespace, name: "flux-operator" },
    ...(pullSecret ? [{ group: "", kind: "Secret", namespace, name: pullSecret }] : []),
    { group: fluxKinds.GitRepository.group, kind, namespace, name },
    { group: fluxKinds.Kustomization.group, kind: "Kustomization", namespace, name },
  ]);
}

function installation(namespace: string): ObjectRef[] {
  const group = "apiextensions.k8s.io";
  return [
    { group: "", kind: "Namespace", name: namespace },
    ...controllers.map((name) => ({ group: "", kind: "ServiceAccount", namespace, name })),
    ...fluxKindNames.map((kind) => ({
      group,
      kind: "CustomResourceDefinition",
      name: `${fluxKinds[kind].plural}.${fluxKinds[kind].group}`,
    })),
  ];
}

function attributed(producer: string, refs: readonly ObjectRef[]): ImpliedObject[] {
  return refs.map((ref) => ({ ref, producer }));
}
