/** Releases of Flux that a fleet can be judged for. */
export const fluxVersions = ["2.6", "2.7", "2.8", "2.9"] as const;
export type FluxVersion = (typeof fluxVersions)[number];

/**
 * Who installed Flux. The Flux Operator allows its own kinds in `Alert.spec.eventSources` and
 * `Receiver.spec.resources`, which upstream's CRDs refuse.
 */
export const distributions = ["upstream", "flux-operator"] as const;
export type Distribution = (typeof distributions)[number];

/** For which Flux a fleet is judged. */
export interface Profile {
  readonly flux: FluxVersion;
  readonly distribution: Distribution;
  /**
   * Whether nobody said which Flux it is, neither the user nor the fleet: then what an older supported release
   * still accepts is no error.
   */
  readonly isAssumed?: boolean;
  /** Whether controllers run with `--no-cross-namespace-refs` and a default service account. */
  readonly lockdown: boolean;
}

export const defaultProfile: Profile = { flux: "2.9", distribution: "upstream", lockdown: false };
