import { type FieldDocs, fieldDocs } from "./field-doc.js";

/** What the fields of Alert mean. */
export const alertDocs: FieldDocs = fieldDocs("Alert", {
  "provider-reference": {
    providerRef: "Provider that gets the events.",
    "providerRef.name": "Name of the Provider, which must be in the namespace of this Alert.",
  },
  "event-sources": {
    eventSources: "Objects whose events are sent.",
    "eventSources[].apiVersion": "API version of the objects. Seldom needed, since the kind alone decides.",
    "eventSources[].kind": "Kind of the objects.",
    "eventSources[].namespace":
      "Namespace of the objects; that of this Alert when absent. Another one is refused under `--no-cross-namespace-refs`.",
  },
  "select-all-objects-in-a-namespace": {
    "eventSources[].name": "Name of the object, or `*` for all of the kind in the namespace.",
  },
  "select-objects-by-label": {
    "eventSources[].matchLabels": "Labels that the objects must carry; only with the name `*`.",
  },
  "event-metadata": {
    eventMetadata:
      "Fields to add to each event, such as `cluster` or `summary`, so that a message says where it comes from. Fields that the event has already are kept.",
  },
  "event-severity": {
    eventSeverity: "`info` (default) sends all events, errors among them; `error` sends errors only.",
  },
  "event-exclusion": {
    exclusionList:
      "Regular expressions (Go); an event whose message matches one is dropped, even if `inclusionList` matches it too.",
  },
  "event-inclusion": {
    inclusionList:
      "Regular expressions (Go); only events whose message matches one are sent. All are when absent.",
  },
  summary: {
    summary: "What the event means for people, added to each message; `eventMetadata` does the same.",
  },
  suspend: {
    suspend: "Stops sending; events that occur meanwhile are lost. False by default.",
  },
});
