import { readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { runMain } from "./run-main.js";

describe("demo", () => {
  it("tells the story to its end, says that it is a replay, and leaves nothing behind", async () => {
    const { code, stdout, stderr } = await runMain(["demo", "--fast"]);
    expect(stdout).toMatch(/^This is a replay\./);
    expect(stdout).toMatch(/waits +for the health check of main@sha1:1c891a786635 until/);
    expect(stdout).toMatch(/HealthCheckFailed[\s\S]*written at +app\/web\.yaml:1:1/);
    expect(stdout).toContain("✓ Kustomization/shop/app is reconciled at main@sha1:674bac5c912e");
    expect(stdout).toContain("✓ shop converged at 674bac5c912e");
    expect(stderr).toContain("► GitRepository/shop/fleet: asked");
    expect(code).toBe(0);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("fluxwright-demo-"))).toEqual([]);
  });

  it("is small enough to ship", () => {
    expect(statSync("src/cli/demo/recording.ts").size).toBeLessThan(40_000);
  });
});
