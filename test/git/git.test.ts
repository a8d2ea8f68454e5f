import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { askGit } from "../../src/git/git.js";

it("says of a directory that is not there that it is not there", async () => {
  await expect(askGit(join(tmpdir(), "fluxwright-no-such-directory"), ["status"])).rejects.toMatchObject({
    reason: "io",
    hint: "There is no such directory: correct the path.",
  });
});
