import type { Construct } from "constructs";
import type { ProviderSpec } from "../flux/generated/provider.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a Provider, and its metadata. */
export type ProviderProps = FluxObjectProps & ProviderSpec;

/**
 * Where alerts go: a chat, a webhook, the commit status of a git host.
 *
 * @see https://fluxcd.io/flux/components/notification/providers/
 *
 * @example
 * const slack = new Provider(prod, "slack", {
 *   type: "slack",
 *   channel: "on-call",
 *   secretRef: { name: "slack-token" },
 * });
 */
export class Provider extends FluxObject<"Provider"> {
  constructor(scope: Construct, id: string, props: ProviderProps) {
    super(scope, id, "Provider", props);
  }
}
