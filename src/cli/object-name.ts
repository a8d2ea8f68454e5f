import { suggestion } from "../diagnostics/did-you-mean.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { FluxKind } from "../flux/kinds.js";
import { factsOf, fluxKindNames, kindByName } from "../flux/kinds.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { builtinKindByName, builtinKindWords } from "../reconcile/reads/builtin-kinds.js";

/** Where the commands of Flux look for its objects when no namespace is given, as the `flux` command does. */
export const defaultNamespace = "flux-system";

/**
 * The object that a word on the command line means: `ks/flux-system/apps`, `ks/apps`, `Deployment/default/web`,
 * `Certificate.cert-manager.io/default/web`. Kinds as kubectl and flux take them: full, plural or short, any case.
 *
 * @param namespace of objects for which the word names none.
 * @throws FluxwrightError `usage` when the word has another form, or its kind is not known.
 */
export function parseObjectName(word: string, namespace: string): ObjectRef {
  const parts = word.split("/");
  const [kindWord = "", ...rest] = parts;
  if (parts.length < 2 || parts.length > 3 || parts.includes("")) {
    throw new FluxwrightError("usage", `"${word}" names no object`, {
      hint: "Write kind/namespace/name or kind/name, as in ks/flux-system/apps.",
    });
  }
  const { group, kind, namespaced } = parseKind(kindWord);
  const name = rest.at(-1) as string;
  if (!namespaced) return { group, kind, name };
  return { group, kind, namespace: rest.length === 2 ? (rest[0] as string) : namespace, name };
}

/**
 * The objects that the arguments `<object> [name...]` mean: one word as {@link parseObjectName} takes it, or a
 * kind and then names. `source git fleet` is taken too, since the `flux` command has it so.
 */
export function parseObjects(words: readonly string[], namespace: string): readonly ObjectRef[] {
  const phrase = fluxPhrases[words.slice(0, 2).join(" ")];
  if (phrase !== undefined) return parseObjects([phrase, ...words.slice(2)], namespace);
  const [first = "", ...names] = words;
  if (names.length === 0 || first.includes("/")) return words.map((word) => parseObjectName(word, namespace));
  return names.map((name) => parseObjectName(`${first}/${name}`, namespace));
}

/** Kinds that the `flux` command names in two words. */
const fluxPhrases: Readonly<Record<string, FluxKind>> = {
  "source git": "GitRepository",
  "source oci": "OCIRepository",
  "source helm": "HelmRepository",
  "source chart": "HelmChart",
  "source bucket": "Bucket",
  "image repository": "ImageRepository",
  "image policy": "ImagePolicy",
  "image update": "ImageUpdateAutomation",
};

interface ParsedKind {
  readonly group: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** A kind in any spelling, or `Kind.group` for those that we have no name for. */
function parseKind(word: string): ParsedKind {
  const flux = kindByName(word);
  if (flux !== undefined) return { group: factsOf(flux).group, kind: flux, namespaced: true };
  const builtin = builtinKindByName(word);
  if (builtin !== undefined) return builtin;
  const dot = word.indexOf(".");
  if (dot > 0 && /^[A-Z]/.test(word)) {
    return { group: word.slice(dot + 1), kind: word.slice(0, dot), namespaced: true };
  }
  throw new FluxwrightError("usage", `"${word}" is no kind.${suggestion(word, kindWords)}`, {
    hint: "For any other kind write Kind.group, as in Certificate.cert-manager.io/default/web.",
  });
}

/**
 * The kinds of Flux that a word such as `ks,hr`, `sources` or `all` means.
 *
 * @throws FluxwrightError `usage` when a part of it is no kind of Flux.
 */
export function parseFluxKinds(word: string): readonly FluxKind[] {
  return word.split(",").flatMap((part) => {
    const lower = part.trim().toLowerCase();
    if (lower === "all") return fluxKindNames;
    if (lower === "sources") return fluxKindNames.filter((kind) => factsOf(kind).role === "source");
    if (lower === "images") return fluxKindNames.filter((kind) => factsOf(kind).role === "image");
    const kind = kindByName(lower);
    if (kind !== undefined) return [kind];
    throw new FluxwrightError("usage", `"${part}" is no kind of Flux.${suggestion(lower, fluxWords)}`, {
      hint: `Use all, sources, images, or any of ${fluxKindNames.join(", ")}.`,
    });
  });
}

const fluxWords: readonly string[] = fluxKindNames.flatMap((kind) => [
  kind.toLowerCase(),
  factsOf(kind).plural,
  ...factsOf(kind).shortNames,
]);
const kindWords: readonly string[] = [...fluxWords, ...builtinKindWords];
