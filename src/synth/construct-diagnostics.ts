import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose, placeOf } from "../diagnostics/report.js";
import { formatRef, objectKey, refOf } from "../objects/object-ref.js";
import type { Located } from "../objects/origin.js";
import type { Collection } from "./collect.js";
import type { ProgramFile } from "./program-files.js";
import { ProgramOrigin } from "./program-origin.js";

/** What constructs say against themselves, as findings at their places. */
export function complaintDiagnostics({ complaints }: Collection, cwd: string): Diagnostic[] {
  return complaints.map(({ construct, message }) => {
    const origin = new ProgramOrigin(construct, cwd);
    const at = { ...origin.locate(), construct: origin.construct };
    return diagnose("construct-invalid", at, { message: `The construct's own validation says: ${message}` });
  });
}

/** Objects that the program writes twice into one folder; Flux would apply only one of them. */
export function duplicateDiagnostics(files: readonly ProgramFile[]): Diagnostic[] {
  const folders = new Map<string, Map<string, Located>>();
  const found: Diagnostic[] = [];
  for (const { folder, objects } of files) {
    const path = folder?.path ?? "";
    const first = folders.get(path) ?? new Map<string, Located>();
    folders.set(path, first);
    for (const located of objects) {
      const key = objectKey(located.object);
      const other = first.get(key);
      if (other === undefined) first.set(key, located);
      else {
        const ref = refOf(located.object);
        found.push(
          diagnose("object-duplicate", placeOf(located), {
            message: `${formatRef(ref)} stands twice in ${folder?.path || "the output"}: Flux would refuse the build.`,
            hint: "Remove one of the two, or give it another name.",
            related: [{ message: "The other one.", at: placeOf(other) }],
          }),
        );
      }
    }
  }
  return found;
}
