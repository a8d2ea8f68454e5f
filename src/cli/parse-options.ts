import type { DiagnosticCode } from "../diagnostics/catalog.js";
import { diagnosticCodes, isDiagnosticCode } from "../diagnostics/catalog.js";
import { suggestion } from "../diagnostics/did-you-mean.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { Distribution, FluxVersion, Profile } from "../flux/profiles.js";
import { defaultProfile, distributions, fluxVersions } from "../flux/profiles.js";

/** `--profile`: names in any order, each one a Flux version, a distribution, or `lockdown`. */
export function parseProfile(text: string | undefined): Profile | undefined {
  if (text === undefined) return undefined;
  let profile = defaultProfile;
  for (const name of text.split(",").map((part) => part.trim())) {
    if ((fluxVersions as readonly string[]).includes(name))
      profile = { ...profile, flux: name as FluxVersion };
    else if ((distributions as readonly string[]).includes(name)) {
      profile = { ...profile, distribution: name as Distribution };
    } else if (name === "lockdown") profile = { ...profile, lockdown: true };
    else {
      const known = [...fluxVersions, ...distributions, "lockdown"];
      throw new FluxwrightError("usage", `--profile does not know "${name}".${suggestion(name, known)}`, {
        hint: `Use any of ${known.join(", ")}.`,
      });
    }
  }
  return profile;
}

/** `--ignore`: codes of the catalog. */
export function parseIgnore(codes: readonly string[] | undefined): readonly DiagnosticCode[] {
  return (codes ?? []).map((code) => {
    if (isDiagnosticCode(code)) return code;
    throw new FluxwrightError(
      "usage",
      `--ignore does not know "${code}".${suggestion(code, diagnosticCodes)}`,
      {
        hint: "Give the code as the report shows it.",
      },
    );
  });
}

/** `--source Kind/namespace/name=dir`. */
export function parseSources(values: readonly string[] | undefined): ReadonlyMap<string, string> {
  return new Map(
    (values ?? []).map((value) => {
      const match = /^([^/=]+\/[^/=]+\/[^/=]+)=(.+)$/.exec(value);
      if (match) return [match[1] as string, match[2] as string];
      throw new FluxwrightError("usage", `--source takes Kind/namespace/name=directory, not "${value}".`);
    }),
  );
}
