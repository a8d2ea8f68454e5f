/** The door for tests of users: what a fleet amounts to, and a Kubernetes API to run clients against. */
export type { FakeApiServer, FakeApiServerOptions } from "./testing/fake-api-server.js";
export { fakeApiServer } from "./testing/fake-api-server.js";
export type { DoneWrite } from "./testing/fake-requests.js";
export type { Fault, FaultRule, SeenRequest } from "./testing/fault.js";
export type { StoreChange } from "./testing/object-store.js";
export type { ScriptStep, Snapshot } from "./testing/play-script.js";
export { scriptOf } from "./testing/play-script.js";
export type { ServedKind } from "./testing/served-kinds.js";
export { defaultServedKinds } from "./testing/served-kinds.js";
export { synthDiagnostics, synthFiles, synthObjects } from "./testing/synth-objects.js";
