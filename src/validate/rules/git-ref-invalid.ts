import { asObject, asString } from "../../objects/json.js";
import type { ObjectRule, Spot } from "../rule.js";

/**
 * A name that git does not take for a branch, a tag or a reference.
 *
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export const gitRefInvalid: ObjectRule = {
  code: "git-ref-invalid",
  kinds: ["GitRepository"],
  *check({ spec }) {
    const ref = asObject(spec.ref);
    for (const field of ["branch", "tag", "name"]) {
      const name = asString(ref[field]);
      if (name && !name.includes("${")) yield* judge(field, name);
    }
  },
};

function* judge(field: string, name: string): Generator<Spot> {
  const pointer = `/spec/ref/${field}`;
  if (field === "name" && !name.startsWith("refs/")) {
    const hint = `Write the whole reference, such as "refs/heads/${name}".`;
    yield { pointer, message: `"${name}" is not a whole reference: it does not start with refs/.`, hint };
  } else if (field !== "name" && /^refs\/(heads|tags)\//.test(name)) {
    const short = name.replace(/^refs\/(heads|tags)\//, "");
    const hint = `Write "${short}", or move it to spec.ref.name.`;
    yield { pointer, message: `"${name}" is a whole reference, where the ${field} alone is expected.`, hint };
  } else if (!isRefName(name)) {
    yield { pointer, message: `Git takes no ${field} called "${name}".`, hint: "Correct the name." };
  }
}

function isRefName(name: string): boolean {
  return (
    !/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$/.test(name) &&
    name !== "@" &&
    name.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock"))
  );
}
