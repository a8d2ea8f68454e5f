import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Api } from "./api.js";
import { buildLab } from "./build.js";
import { createAuthority, createSigningKeys, type KeyAndCertificate } from "./certificates.js";
import { CRDS_DIR } from "./crds.js";
import { findDescription, type LabDescription } from "./description.js";
import { stopLab } from "./down.js";
import { FAKE_NODE, FLUX_NAMESPACE, installCrds } from "./install.js";
import { type Connection, formatKubeconfig } from "./kubeconfig.js";
import { formatDuration } from "./lab-error.js";
import { cluster, FILES, fluxControllers, PORT_NAMES, type Ports, sources, storageAndApi } from "./parts.js";
import { DESCRIPTION_FILE, KUBECONFIG_FILE, LOGS_DIR } from "./paths.js";
import { findFreePorts } from "./ports.js";
import { hasCrashed, readParts, startPart } from "./processes.js";
import { waitUntilReady } from "./readiness.js";
import { KUBERNETES_VERSION, PROGRAMS } from "./versions.js";

/** What can be asked of {@link startLab}. */
export interface LabOptions {
  /** Whether the lab is to stay after the tests; `lab:up` says so. */
  readonly keep: boolean;
  /** Folders of CustomResourceDefinitions that are installed after those of the lab; the later one wins. */
  readonly crds?: readonly string[];
}

/**
 * Starts the lab, or does nothing when it runs. A lab with a part that has crashed is stopped and started afresh.
 *
 * @param print is given lines for people.
 * @throws LabError that names the part that could not be started; nothing is left running then.
 */
export async function startLab(print: (line: string) => void, options: LabOptions): Promise<LabDescription> {
  const running = findDescription();
  const crashed = readParts().filter(hasCrashed);
  if (running !== undefined && crashed.length === 0) {
    return options.keep && !running.keep ? writeDescription({ ...running, keep: true }) : running;
  }
  if (crashed.length > 0)
    print(`lab: ${crashed.map(({ name }) => name).join(", ")} had stopped, starting afresh`);
  await buildLab(print);
  await stopLab();
  rmSync(LOGS_DIR, { recursive: true, force: true });
  try {
    return await startAll(print, options);
  } catch (error) {
    await stopLab();
    throw error;
  }
}

async function startAll(print: (line: string) => void, options: LabOptions): Promise<LabDescription> {
  const start = Date.now();
  const ports = await choosePorts();
  const authority = createAuthority("fluxwright-lab");
  const connection = writeFiles(ports, authority);
  const api = new Api(connection);
  try {
    const sourceParts = sources(ports).map(startPart);
    const [etcd, apiServer] = storageAndApi(ports).map(startPart);
    if (etcd === undefined || apiServer === undefined)
      throw new Error("no etcd or no API server in the plan");
    await waitUntilReady(etcd);
    await waitUntilReady(apiServer, () => isApiReady(api));
    print(`lab: the API server answers after ${formatDuration(Date.now() - start)}`);
    const clusterParts = cluster(ports).map(startPart);
    await api.apply(FLUX_NAMESPACE, FAKE_NODE);
    for (const folder of [CRDS_DIR, ...(options.crds ?? [])]) await installCrds(api, folder);
    const controllers = fluxControllers(ports, scratchFolder()).map(startPart);
    for (const part of [...sourceParts, ...clusterParts, ...controllers]) await waitUntilReady(part);
  } finally {
    api.close();
  }
  const description = writeDescription(describe(ports, connection, authority, options.keep));
  print(`lab: everything is ready after ${formatDuration(Date.now() - start)}`);
  return description;
}

async function isApiReady(api: Api): Promise<boolean> {
  try {
    return (await api.send("GET", "/readyz")).code === 200;
  } catch {
    return false;
  }
}

async function choosePorts(): Promise<Ports> {
  const free = await findFreePorts(PORT_NAMES.length);
  return Object.fromEntries(PORT_NAMES.map((name, index) => [name, free[index]])) as unknown as Ports;
}

function writeFiles(ports: Ports, authority: ReturnType<typeof createAuthority>): Connection {
  const server = authority.issue("kube-apiserver", [
    "127.0.0.1",
    "10.0.0.1",
    "localhost",
    "kubernetes.default.svc",
  ]);
  const signing = createSigningKeys();
  const token = "lab-admin"; // no secret: the server listens on the loopback only, for as long as a test runs
  const connection = { server: `https://127.0.0.1:${ports.api}`, ca: authority.cert, token };
  for (const folder of [FILES.repositories, FILES.artifacts, FILES.tags])
    mkdirSync(folder, { recursive: true });
  write(FILES.caCert, authority.cert);
  write(FILES.serverCert, server.cert);
  write(FILES.serverKey, server.key);
  write(FILES.signingKey, signing.privateKey);
  write(FILES.signingPublicKey, signing.publicKey);
  write(FILES.tokens, `${token},admin,admin,system:masters\n`);
  write(KUBECONFIG_FILE, formatKubeconfig(connection));
  write(FILES.scheduler, schedulerConfiguration());
  return connection;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
}

function schedulerConfiguration(): string {
  return JSON.stringify({
    apiVersion: "kubescheduler.config.k8s.io/v1",
    kind: "KubeSchedulerConfiguration",
    clientConnection: { kubeconfig: KUBECONFIG_FILE, qps: 200, burst: 400 },
    leaderElection: { leaderElect: false },
  });
}

/** In memory where Linux offers it: kustomize-controller needs a third of the time there. */
function scratchFolder(): string {
  return mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "fluxwright-lab-"));
}

function writeDescription(description: LabDescription): LabDescription {
  write(DESCRIPTION_FILE, `${JSON.stringify(description, null, 2)}\n`);
  return description;
}

function describe(
  ports: Ports,
  connection: Connection,
  authority: KeyAndCertificate,
  keep: boolean,
): LabDescription {
  return {
    keep,
    startedAt: new Date().toISOString(),
    kubernetes: KUBERNETES_VERSION,
    versions: Object.fromEntries(PROGRAMS.map(({ name, version }) => [name, version])),
    kubeconfig: KUBECONFIG_FILE,
    server: connection.server,
    git: { folder: FILES.repositories, url: `http://127.0.0.1:${ports.git}` },
    registry: `127.0.0.1:${ports.registry}`,
    authority: { key: authority.key, cert: authority.cert },
  };
}
