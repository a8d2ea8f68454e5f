import { Construct } from "constructs";
import type { HelmReleaseSpecFields } from "../flux/generated/helm-release.js";
import type { HelmRepositorySpec } from "../flux/generated/helm-repository.js";
import type { NameRef, ObjectHandle, Ref } from "../flux/ref.js";
import type { ObjectRef } from "../objects/object-ref.js";
import type { FluxObjectProps } from "./flux-object.js";
import { HelmRelease } from "./helm-release.js";
import { HelmRepository } from "./helm-repository.js";
import { OCIRepository } from "./oci-repository.js";

/** A chart of a Helm repository. */
export interface RepositoryChart {
  /** Name of the chart in the repository. */
  readonly name: string;
  /** Address of the repository, or one that exists. */
  readonly repository: HelmRepositorySpec["url"] | ObjectHandle<"HelmRepository">;
}

/** The fields of a HelmRelease, and where its chart comes from. */
export type HelmAppProps = FluxObjectProps &
  Omit<HelmReleaseSpecFields, "chart" | "chartRef"> & {
    /** Address of the chart in a registry, or its name in a Helm repository. */
    readonly chart: `oci://${string}` | RepositoryChart;
    /** Version of the chart: one (`6.5.0`) or a range (`6.x`). */
    readonly version: string;
    /** Secret with the credentials of the registry or repository. */
    readonly secretRef?: Ref<"Secret", NameRef>;
  };

/** The layer of an OCI artifact that is a chart. @see https://helm.sh/docs/topics/registries/ */
const CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
const EXACT_VERSION = /^v?\d+\.\d+\.\d+(?:-[\w.-]+)?$/;

/**
 * A chart and its release, all named as the construct: an OCIRepository for charts in a registry, else a
 * HelmRepository, and the HelmRelease.
 *
 * @see https://fluxcd.io/flux/guides/helmreleases/
 *
 * @example
 * new HelmApp(apps, "podinfo", {
 *   chart: "oci://ghcr.io/stefanprodan/charts/podinfo",
 *   version: "6.x",
 *   interval: "10m",
 *   values: { replicaCount: 2 },
 * });
 */
export class HelmApp extends Construct implements ObjectHandle<"HelmRelease"> {
  readonly release: HelmRelease;

  constructor(scope: Construct, id: string, props: HelmAppProps) {
    super(scope, id);
    const { chart, version, secretRef, metadata, ...fields } = props;
    const named = { name: id, ...metadata };
    const release = { metadata: named, ...fields };
    const source = {
      metadata: named,
      interval: props.interval,
      ...(secretRef === undefined ? {} : { secretRef }),
    };
    if (typeof chart === "string") {
      const chartRef = new OCIRepository(this, "source", {
        ...source,
        url: chart,
        ref: EXACT_VERSION.test(version) ? { tag: version } : { semver: version },
        layerSelector: { mediaType: CHART_LAYER, operation: "copy" },
      });
      this.release = new HelmRelease(this, "release", { ...release, chartRef });
    } else {
      const { name, repository } = chart;
      const sourceRef =
        typeof repository === "string"
          ? new HelmRepository(this, "source", { ...source, url: repository })
          : repository;
      this.release = new HelmRelease(this, "release", {
        ...release,
        chart: { spec: { chart: name, version, sourceRef } },
      });
    }
  }

  /** So that an app can stand where a HelmRelease is asked for: in `dependsOn`, say. */
  get ref(): ObjectRef<"HelmRelease"> {
    return this.release.ref;
  }
}
