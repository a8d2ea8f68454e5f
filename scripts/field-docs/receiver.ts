import { type FieldDocs, fieldDocs } from "./field-doc.js";

/** What the fields of Receiver mean. */
export const receiverDocs: FieldDocs = fieldDocs("Receiver", {
  type: {
    type: "Who calls, so how a request is verified and read. `generic` verifies nothing beyond the secret path: prefer the sender's own type, or `generic-hmac`.",
  },
  events: {
    events:
      "Event names, as the sender spells them, to react to; all when absent. Only for `github`, `gitlab`, `bitbucket` and `cdevents`.",
  },
  resources: {
    resources: "Objects to reconcile at each call, usually sources: what uses them follows by itself.",
    "resources[].apiVersion":
      "API version of the objects; the one that the installed controller knows for the kind when absent.",
    "resources[].kind": "Kind of the objects.",
    "resources[].namespace":
      "Namespace of the objects; that of this Receiver when absent. Another one is refused under `--no-cross-namespace-refs`.",
  },
  "reconcile-objects-by-name": {
    "resources[].name": "Name of the object, or `*` together with `matchLabels`.",
  },
  "reconcile-objects-by-label": {
    "resources[].matchLabels": "Labels that the objects must carry; only with the name `*`.",
  },
  "filtering-reconciled-objects-with-cel": {
    resourceFilter:
      "CEL expression that says for each object whether to reconcile it, over `res` (its metadata), `req` (the request) and, with `generic-oidc`, `claims`.",
  },
  "per-resource-filtering": {
    "resources[].filter":
      "CEL expression like `resourceFilter`, for the objects of this entry alone; both must be true.",
  },
  "secret-reference": {
    secretRef:
      "Secret with a random `token`, which makes the path unguessable and verifies the sender; `gcr` also needs `email` and `audience`. Required, except that `generic-oidc` forbids it.",
    "secretRef.name": "Name of the Secret, in the namespace of this Receiver.",
  },
  "generic-oidc": {
    oidcProviders:
      "Issuers whose tokens are accepted; only for `generic-oidc`. The one that the token's `iss` names does the check.",
    "oidcProviders[].issuerURL": "Address of the issuer, exactly as tokens carry it in `iss`.",
    "oidcProviders[].audience":
      "Audience that tokens must be made for; `notification-controller` when absent.",
    "oidcProviders[].variables":
      "Named CEL expressions for use in `validations` as `vars.name`, evaluated in order.",
    "oidcProviders[].variables[].name": "Name of the variable, a CEL identifier.",
    "oidcProviders[].variables[].expression": "CEL expression over `claims` and the variables before it.",
    "oidcProviders[].validations":
      "Conditions on the token, all of which must hold. Public issuers sign for anybody, so name the repository or account here.",
    "oidcProviders[].validations[].expression":
      "CEL expression over `claims` and `vars`, true if the call is allowed.",
    "oidcProviders[].validations[].message": "What the caller is told when the expression is false.",
  },
  interval: {
    interval: "How often the Secret is read again; 10m by default. A new token changes the webhook's path.",
  },
  suspend: {
    suspend: "Stops reacting to calls; false by default.",
  },
});
