import { describe, expect, test } from "vitest";
import { exceptionalPlaces } from "../../src/codegen/kubernetes-enforcement.js";
import { enumsOfGo } from "../../src/codegen/kubernetes-enums.js";
import { type KubernetesSource, kubernetesFacts } from "../../src/codegen/kubernetes-facts.js";
import { kubernetesDefinitions } from "../../src/flux/generated/kubernetes-text.js";

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const GVK = "x-kubernetes-group-version-kind";

function path(name: string, kind: object, definition: string): object {
  const content = { "application/json": { schema: ref(definition) } };
  return { [name]: { patch: { [GVK]: kind, responses: { "200": { content } } } } };
}

const apps = {
  name: "apis__apps__v1_openapi.json",
  text: JSON.stringify({
    paths: {
      ...path(
        "/apis/apps/v1/namespaces/{namespace}/deployments/{name}",
        { group: "apps", version: "v1", kind: "Deployment" },
        "io.k8s.api.apps.v1.Deployment",
      ),
      ...path(
        "/apis/apps/v1/namespaces/{namespace}/deployments/{name}/status",
        { group: "apps", version: "v1", kind: "Other" },
        "io.k8s.api.apps.v1.Deployment",
      ),
    },
    components: {
      schemas: {
        "io.k8s.api.apps.v1.Deployment": {
          description: "Prose of somebody else.",
          type: "object",
          properties: {
            spec: { allOf: [ref("io.k8s.api.apps.v1.DeploymentSpec")], default: {} },
            metadata: { allOf: [ref("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")] },
            status: { type: "object", properties: { ready: { type: "boolean" } } },
          },
        },
        "io.k8s.api.apps.v1.DeploymentSpec": {
          type: "object",
          required: ["selector"],
          properties: {
            selector: { type: "object", additionalProperties: { type: "string" } },
            replicas: { type: "integer", format: "int32", description: "More prose." },
            ports: {
              type: "array",
              "x-kubernetes-list-type": "map",
              "x-kubernetes-list-map-keys": ["port", "protocol"],
              items: { allOf: [ref("io.k8s.api.core.v1.ContainerPort")] },
            },
            finalizers: { type: "array", "x-kubernetes-list-type": "set", items: { type: "string" } },
            limit: ref("io.k8s.apimachinery.pkg.api.resource.Quantity"),
            surge: ref("io.k8s.apimachinery.pkg.util.intstr.IntOrString"),
            raw: ref("io.k8s.apimachinery.pkg.runtime.RawExtension"),
            since: ref("io.k8s.apimachinery.pkg.apis.meta.v1.Time"),
            bundle: { type: "string", format: "byte" },
            any: ref("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON"),
          },
        },
        "io.k8s.api.core.v1.ContainerPort": {
          type: "object",
          required: ["containerPort"],
          properties: {
            containerPort: { type: "integer" },
            protocol: { type: "string", default: "TCP" },
          },
        },
        "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": {
          type: "object",
          properties: { name: { type: "string" } },
        },
        "io.k8s.apimachinery.pkg.runtime.RawExtension": { type: "object" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.Time": { type: "string", format: "date-time" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON": {},
        "io.k8s.api.apps.v1.Unused": { type: "object", properties: { a: { type: "string" } } },
      },
    },
  }),
};
const beta = {
  name: "apis__apps__v1beta1_openapi.json",
  text: JSON.stringify({
    paths: path(
      "/apis/apps/v1beta1/things/{name}",
      { group: "apps", version: "v1beta1", kind: "Thing" },
      "io.k8s.api.apps.v1.Unused",
    ),
  }),
};
const go = `
func schema_k8sio_api_core_v1_ContainerPort(ref common.ReferenceCallback) common.OpenAPIDefinition {
				Properties: map[string]spec.Schema{
					"protocol": {
						SchemaProps: spec.SchemaProps{
							Enum:        []interface{}{"SCTP", "TCP"},
						},
					},
}
func schema_pkg_apis_other_v1_Thing(ref common.ReferenceCallback) common.OpenAPIDefinition {
					"mode": {
							Enum:        []interface{}{"A"},
}
`;
const source: KubernetesSource = { version: "v1.36.4", openApi: [beta, apps], go };
const { text } = kubernetesFacts(source);
const lineOf = (definition: string): string | undefined =>
  text.split("\n").find((line) => line.startsWith(`${definition} `));

describe("the facts of Kubernetes", () => {
  test("name the module, its version and the checksum of what was read", () => {
    expect(text).toMatch(/k8s\.io\/kubernetes v1\.36\.4 .* sha256:[0-9a-f]{64}\n/);
    expect(text).toContain('kubernetesVersion = "1.36"');
  });

  test("have the stable kinds that can be applied, and no more", () => {
    expect(text).toContain("`\napps/v1/Deployment apps.v1.Deployment\n`");
    expect(text).not.toMatch(/Thing|Unused|Other/);
  });

  test("say type, keys, members, defaults and what is required in a line for each definition", () => {
    expect(lineOf("apps.v1.DeploymentSpec")).toBe(
      "apps.v1.DeploymentSpec any:any,bundle:bytes,finalizers:[=]string,limit:quantity," +
        "ports:[port+protocol]@core.v1.ContainerPort,raw:object,replicas:int,selector!{}string,since:time," +
        "surge:intOrString",
    );
    expect(lineOf("core.v1.ContainerPort")).toBe(
      "core.v1.ContainerPort containerPort!int,protocol:TCP=(SCTP|TCP)",
    );
  });

  test("leave status open, and require what the server requires beyond its description", () => {
    expect(lineOf("apps.v1.Deployment")).toBe(
      "apps.v1.Deployment metadata:@meta.v1.ObjectMeta,spec!@apps.v1.DeploymentSpec,status:any",
    );
  });

  test("carry no prose", () => {
    expect(text).not.toMatch(/prose/i);
  });

  test("are the same whatever the order of the files", () => {
    expect(kubernetesFacts({ ...source, openApi: [apps, beta] }).text).toBe(text);
  });

  test("take members from Go for the API's own definitions alone", () => {
    expect([...enumsOfGo(go)]).toEqual([["core.v1.ContainerPort.protocol", ["SCTP", "TCP"]]]);
  });
});

test("what is told of the server's leniency and strictness is told of fields that there are", () => {
  const fields = kubernetesDefinitions.split("\n").flatMap((line) => {
    const [definition = "", rest = ""] = line.split(" ");
    return rest.split(",").map((field) => `${definition}.${field.replace(/[:!].*$/, "")}`);
  });
  expect(exceptionalPlaces.filter((place) => !fields.includes(place))).toEqual([]);
});
