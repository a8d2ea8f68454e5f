import { Api } from "./api.js";
import { createAuthority } from "./certificates.js";
import { findDescription, type LabDescription } from "./description.js";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.js";
import { createGitRepository } from "./git-repository.js";
import { type Connection, formatKubeconfig, readKubeconfig } from "./kubeconfig.js";
import { LabError } from "./lab-error.js";
import { type OciPush, pushOci } from "./oci.js";
import { KUBECONFIG_FILE } from "./paths.js";
import { getPart, isRunning, pausePart, startPart } from "./processes.js";
import { waitUntilReady } from "./readiness.js";
import { Space } from "./space.js";

/** A controller that tests may stop. */
export type Controller =
  | "source-controller"
  | "kustomize-controller"
  | "helm-controller"
  | "notification-controller"
  | "image-reflector-controller"
  | "image-automation-controller";

/** A fault proxy in front of the lab's API server, and how to reach it. */
export interface ApiFaultProxy extends FaultProxy {
  readonly connection: Connection;
  /** A kubeconfig, YAML, of the same user as the lab's, whose server is the proxy. */
  readonly kubeconfig: string;
}

/** A cluster with Flux, for tests. */
export class Lab {
  readonly api: Api;

  constructor(
    readonly kubeconfigFile: string,
    /** Set when the cluster is the lab, whose levers can be moved; not for any other cluster. */
    readonly description: LabDescription | undefined,
  ) {
    this.api = new Api(readKubeconfig(kubeconfigFile));
  }

  /** A fresh namespace, named after the test, and a fresh git repository. */
  async createSpace(name: string): Promise<Space> {
    const { git } = this.#getDescription();
    const namespace = await this.createNamespace(name);
    return new Space(this.api, namespace, await createGitRepository(git, namespace));
  }

  /** A fresh namespace; its name begins with the one that is given. */
  async createNamespace(name: string): Promise<string> {
    const free = (await this.api.find({ apiVersion: "v1", kind: "Namespace", name })) === undefined;
    const unique = free ? name : `${name}-${Math.random().toString(36).slice(2, 7)}`;
    await this.api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: unique } });
    return unique;
  }

  /** Pushes an OCI artifact to the lab's registry; gives its URL for an OCIRepository and its digest. */
  async pushOci(push: Omit<OciPush, "registry">): Promise<{ readonly url: string; readonly digest: string }> {
    const { registry } = this.#getDescription();
    const digest = await pushOci({ registry, ...push });
    return { url: `oci://${registry}/${push.repository}`, digest };
  }

  /** Ends a controller's process; the lab counts it as crashed until it is started again. */
  async stopController(name: Controller): Promise<void> {
    this.#getDescription();
    await pausePart(getPart(name));
  }

  /** Ends a controller's process in the middle of what it does. */
  async killController(name: Controller): Promise<void> {
    this.#getDescription();
    await pausePart(getPart(name), "SIGKILL");
  }

  /** Starts a stopped controller with the flags of the lab, and with more flags for this time only. */
  async startController(name: Controller, ...flags: readonly string[]): Promise<void> {
    const stopped = getPart(name);
    if (!isRunning(stopped)) await waitUntilReady(startPart({ ...stopped, flags }));
  }

  /** A fault proxy in front of the API server, with a certificate of the lab's authority. */
  async startFaultProxy(): Promise<ApiFaultProxy> {
    const { server, ca, token, clientCertificate } = this.api.connection;
    if (clientCertificate !== undefined) {
      throw new LabError("a proxy cannot pass on who a client with a certificate is; use a token");
    }
    const authority = createAuthority("fluxwright-lab-faults");
    const tls = authority.issue("fault-proxy", ["127.0.0.1"]);
    const proxy = await startFaultProxy({ target: server, targetCa: ca, tls });
    const connection = { server: proxy.url, ca: authority.cert, ...(token !== undefined && { token }) };
    return Object.assign(proxy, { connection, kubeconfig: formatKubeconfig(connection) });
  }

  /** Ends idle connections. */
  close(): void {
    this.api.close();
  }

  #getDescription(): LabDescription {
    if (this.description === undefined)
      throw new LabError("this cluster is not the lab: it has no such lever");
    return this.description;
  }
}

/** Connects to the running lab, or to the cluster of a kubeconfig file. */
export function connectLab(kubeconfigFile: string = KUBECONFIG_FILE): Lab {
  const description = findDescription();
  const isLab = kubeconfigFile === KUBECONFIG_FILE;
  if (isLab && description === undefined)
    throw new LabError("the lab is down; start it with: npm run lab:up");
  return new Lab(kubeconfigFile, isLab ? description : undefined);
}
