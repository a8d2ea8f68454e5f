import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readFleet } from "../../src/fleet/read-fleet.js";
import type { Profile } from "../../src/flux/profiles.js";
import { defaultProfile } from "../../src/flux/profiles.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { validateFleet } from "../../src/validate/validate-fleet.js";

/** Directory of public fleets to try the rules on; they are not part of the project. */
const directory = resolve(process.env.FLUXWRIGHT_FLEETS ?? "fleets");
/** Each fleet with the Flux that it was written for. */
const fleets: Readonly<Record<string, Partial<Profile>>> = {
  "flux2-kustomize-helm-example": {},
  "flux2-multi-tenancy": { flux: "2.6" },
  "home-ops": {},
};

function findingsOf(name: string): string[] {
  const profile = fleets[name] ?? {};
  const tree = directoryTree(resolve(directory, name));
  const fleet = readFleet(tree, { profile: { ...defaultProfile, ...profile } });
  return validateFleet(fleet, { profile }).map(
    ({ at, severity, code }) => `${severity} ${code} ${name}/${at.file}:${at.line}`,
  );
}

const isHere = Object.keys(fleets).every((name) => existsSync(resolve(directory, name)));

describe.skipIf(!isHere)(
  `correct fleets in ${isHere ? directory : "FLUXWRIGHT_FLEETS (not there: skipped)"}`,
  () => {
    const findings = Object.keys(fleets).flatMap(findingsOf);

    test("have no error but what is missing from the copies at hand", () => {
      expect(
        findings.filter((line) => line.startsWith("error") && !line.startsWith("error build-failed")),
      ).toEqual([]);
    });

    test("have the warnings and notes that were looked at and found right", () => {
      expect(`${findings.join("\n")}\n`).toBe(readFileSync(golden, "utf8"));
    });
  },
);
