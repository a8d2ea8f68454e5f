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
  const fleet = readFleet(directoryTree(resolve(directory, name)), {
    profile: { ...defaultProfile, ...profile },
  });
  const lines = validateFleet(fleet, { profile }).map(
    ({ at, severity, code }) => `${severity} ${code} ${name}/${at.file}:${at.line}`,
  );
  return [...new Set(lines)];
}

const isHere = Object.keys(fleets).every((name) => existsSync(resolve(directory, name)));
const title = isHere
  ? `correct fleets in ${directory}`
  : "correct fleets (skipped: set FLUXWRIGHT_FLEETS to a directory that has them)";

describe.skipIf(!isHere)(title, () => {
  const findings = isHere ? Object.keys(fleets).flatMap(findingsOf) : [];

  test("have no error but files that the copies at hand lack", () => {
    const errors = findings.filter((line) => line.startsWith("error"));
    expect(errors.filter((line) => !line.startsWith("error build-failed"))).toEqual([]);
  });

  test("have the warnings and notes that were looked at and found right", async () => {
    await expect(`${findings.join("\n")}\n`).toMatchFileSnapshot("fleets.golden.txt");
  });
});
