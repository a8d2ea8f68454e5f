import type { Construct } from "constructs";
import type { ReceiverSpec } from "../flux/generated/receiver.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a Receiver, and its metadata. */
export type ReceiverProps = FluxObjectProps & ReceiverSpec;

/**
 * A webhook address that makes Flux look at its sources at once.
 *
 * @see https://fluxcd.io/flux/components/notification/receivers/
 *
 * @example
 * new Receiver(prod, "github", {
 *   type: "github",
 *   events: ["ping", "push"],
 *   secretRef: { name: "webhook-token" },
 *   resources: [repo],
 * });
 */
export class Receiver extends FluxObject<"Receiver"> {
  constructor(scope: Construct, id: string, props: ReceiverProps) {
    super(scope, id, "Receiver", props);
  }
}
