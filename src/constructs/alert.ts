import type { Construct } from "constructs";
import type { AlertSpec } from "../flux/generated/alert.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a Alert, and its metadata. */
export type AlertProps = FluxObjectProps & AlertSpec;

/**
 * Which events of which objects are sent to a provider.
 *
 * @see https://fluxcd.io/flux/components/notification/alerts/
 *
 * @example
 * new Alert(prod, "on-call", {
 *   providerRef: slack,
 *   eventSeverity: "error",
 *   eventSources: [{ kind: "Kustomization", name: "*" }],
 * });
 */
export class Alert extends FluxObject<"Alert"> {
  constructor(scope: Construct, id: string, props: AlertProps) {
    super(scope, id, "Alert", props);
  }
}
