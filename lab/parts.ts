import { join } from "node:path";
import { KWOK_STAGES_FILE } from "./kwok-stages.js";
import { KUBECONFIG_FILE, LAB_DIR, programPath, RUN_DIR } from "./paths.js";
import type { PartCommand } from "./processes.js";

/** Every port of the lab, all on 127.0.0.1. */
export const PORT_NAMES = [
  "etcd",
  "etcdPeer",
  "api",
  "controllerManager",
  "scheduler",
  "kwok",
  "git",
  "registry",
  "artifacts",
  "events",
  "receiver",
  "sourceHealth",
  "sourceMetrics",
  "kustomizeHealth",
  "kustomizeMetrics",
  "helmHealth",
  "helmMetrics",
  "notificationHealth",
  "notificationMetrics",
  "imageReflectorHealth",
  "imageReflectorMetrics",
  "imageAutomationHealth",
  "imageAutomationMetrics",
] as const;

/** Port by name. */
export type Ports = Readonly<Record<(typeof PORT_NAMES)[number], number>>;

/** Files and folders that `up` makes before it starts anything. */
export const FILES = {
  caCert: join(RUN_DIR, "pki/ca.crt"),
  serverCert: join(RUN_DIR, "pki/apiserver.crt"),
  serverKey: join(RUN_DIR, "pki/apiserver.key"),
  signingKey: join(RUN_DIR, "pki/service-accounts.key"),
  signingPublicKey: join(RUN_DIR, "pki/service-accounts.pub"),
  tokens: join(RUN_DIR, "pki/tokens.csv"),
  scheduler: join(RUN_DIR, "scheduler.yaml"),
  repositories: join(RUN_DIR, "git"),
  artifacts: join(RUN_DIR, "artifacts"),
  tags: join(RUN_DIR, "tags"),
} as const;

/** etcd and the API server. */
export function storageAndApi(ports: Ports): readonly PartCommand[] {
  const etcd = `http://127.0.0.1:${ports.etcd}`;
  const etcdPeer = `http://127.0.0.1:${ports.etcdPeer}`;
  return [
    part("etcd", `${etcd}/health`, [
      "--name=lab",
      `--data-dir=${join(RUN_DIR, "etcd")}`,
      "--unsafe-no-fsync",
      "--log-level=warn",
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=${etcdPeer}`,
      `--initial-advertise-peer-urls=${etcdPeer}`,
      `--initial-cluster=lab=${etcdPeer}`,
    ]),
    part("kube-apiserver", `https://127.0.0.1:${ports.api}/readyz`, [
      `--etcd-servers=${etcd}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${ports.api}`,
      "--advertise-address=127.0.0.1",
      "--endpoint-reconciler-type=none", // an endpoint on the loopback would be refused
      `--tls-cert-file=${FILES.serverCert}`,
      `--tls-private-key-file=${FILES.serverKey}`,
      `--client-ca-file=${FILES.caCert}`,
      `--token-auth-file=${FILES.tokens}`,
      "--authorization-mode=RBAC",
      "--anonymous-auth=false",
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${FILES.signingPublicKey}`,
      `--service-account-signing-key-file=${FILES.signingKey}`,
      "--service-cluster-ip-range=10.0.0.0/24",
      "--profiling=false",
      // Nothing would ever take the taint from the fake node: the controller that does is off (below).
      "--disable-admission-plugins=TaintNodesByCondition",
    ]),
  ];
}

/** What makes pods of Deployments, and what makes pods look as if they ran. */
export function cluster(ports: Ports): readonly PartCommand[] {
  return [
    part("kube-controller-manager", `https://127.0.0.1:${ports.controllerManager}/healthz`, [
      `--kubeconfig=${KUBECONFIG_FILE}`,
      "--leader-elect=false",
      "--bind-address=127.0.0.1",
      `--secure-port=${ports.controllerManager}`,
      `--service-account-private-key-file=${FILES.signingKey}`,
      `--root-ca-file=${FILES.caCert}`,
      "--kube-api-qps=200",
      "--kube-api-burst=400",
      "--concurrent-deployment-syncs=10",
      "--profiling=false",
      // They would find the fake node's heartbeat too slow and make its pods unready.
      "--controllers=*,-node-lifecycle-controller,-taint-eviction-controller",
    ]),
    part("kube-scheduler", `https://127.0.0.1:${ports.scheduler}/healthz`, [
      `--config=${FILES.scheduler}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${ports.scheduler}`,
    ]),
    part("kwok", `http://127.0.0.1:${ports.kwok}/healthz`, [
      `--kubeconfig=${KUBECONFIG_FILE}`,
      `--config=${KWOK_STAGES_FILE}`,
      "--manage-all-nodes=true",
      "--node-ip=127.0.0.1",
      "--node-port=0",
      "--node-lease-duration-seconds=40",
      `--server-address=127.0.0.1:${ports.kwok}`,
    ]),
  ];
}

/** Where artifacts come from: git over HTTP and an OCI registry in memory. */
export function sources(ports: Ports): readonly PartCommand[] {
  return [
    {
      name: "git-server",
      argv: [
        process.execPath,
        "--import=jiti/register",
        join(LAB_DIR, "git-server.ts"),
        FILES.repositories,
        String(ports.git),
      ],
      env: { HOME: RUN_DIR },
      ready: `http://127.0.0.1:${ports.git}/healthz`,
    },
    part("registry", `http://127.0.0.1:${ports.registry}/v2/`, [`-port=${ports.registry}`]),
  ];
}

/**
 * The Flux controllers.
 *
 * @param scratch each reconciliation unpacks the whole artifact there: best in memory.
 */
export function fluxControllers(ports: Ports, scratch: string): readonly PartCommand[] {
  const artifacts = `127.0.0.1:${ports.artifacts}`;
  const common = [
    "--watch-all-namespaces=true",
    "--log-level=info",
    "--log-encoding=json",
    "--enable-leader-election=false",
  ];
  const client = ["--kube-api-qps=500", "--kube-api-burst=1000"];
  const events = `--events-addr=http://127.0.0.1:${ports.events}`;
  const soon = "--requeue-dependency=2s"; // 30s by default, which tests of dependencies would wait for
  const reconcilers = [
    ...common,
    ...client,
    events,
    soon,
    // Health checks hold a worker until they end; tests run many at once.
    "--concurrent=24",
  ];
  const controller = (
    name: string,
    health: number,
    metrics: number,
    flags: readonly string[],
  ): PartCommand => ({
    ...part(name, `http://127.0.0.1:${health}/readyz`, [
      ...flags,
      `--health-addr=127.0.0.1:${health}`,
      `--metrics-addr=127.0.0.1:${metrics}`,
    ]),
    env: { HOME: scratch, TMPDIR: scratch, KUBECONFIG: KUBECONFIG_FILE, RUNTIME_NAMESPACE: "flux-system" },
  });
  return [
    controller("source-controller", ports.sourceHealth, ports.sourceMetrics, [
      ...reconcilers,
      `--storage-path=${FILES.artifacts}`,
      `--storage-addr=${artifacts}`,
      `--storage-adv-addr=${artifacts}`,
    ]),
    controller("kustomize-controller", ports.kustomizeHealth, ports.kustomizeMetrics, reconcilers),
    controller("helm-controller", ports.helmHealth, ports.helmMetrics, reconcilers),
    controller("notification-controller", ports.notificationHealth, ports.notificationMetrics, [
      ...common,
      `--events-addr=127.0.0.1:${ports.events}`,
      `--receiverAddr=127.0.0.1:${ports.receiver}`, // spelled so by this release
    ]),
    controller("image-reflector-controller", ports.imageReflectorHealth, ports.imageReflectorMetrics, [
      ...common,
      ...client,
      events,
      soon,
      `--storage-path=${FILES.tags}`,
    ]),
    controller("image-automation-controller", ports.imageAutomationHealth, ports.imageAutomationMetrics, [
      ...common,
      ...client,
      events,
    ]),
  ];
}

function part(name: string, ready: string, flags: readonly string[]): PartCommand {
  return { name, ready, argv: [programPath(name), ...flags], env: { HOME: RUN_DIR } };
}
