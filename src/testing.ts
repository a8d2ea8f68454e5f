/** The door for tests of users: what a fleet amounts to, and a Kubernetes API to run clients against. */
export type { FakeApiServer, FakeApiServerOptions } from "./testing/fake-api-server.js";
export { fakeApiServer } from "./testing/fake-api-server.js";
export { synthDiagnostics, synthFiles, synthObjects } from "./testing/synth-objects.js";
