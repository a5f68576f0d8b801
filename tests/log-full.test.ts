import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

// Where everything that is written fails for want of room.
const FULL = "/dev/full";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-log-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test.runIf(fs.existsSync(FULL))("a log on a full disk, or one that nobody takes any more, ends no work", () => {
  const done = path.join(folder, "done.txt");
  const script = `import fs from "node:fs";
    const { beginServing, log, outliveLog } = await import(${JSON.stringify(path.resolve("src/platform/log.server.ts"))});
    outliveLog();
    beginServing();
    for (let line = 0; line < 3; line += 1) {
      log("error", "said");
      process.stderr.write("said\\n");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    fs.writeFileSync(${JSON.stringify(done)}, "done");`;
  const full = fs.openSync(FULL, "w");
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script];
  const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", full, full] });
  expect([status, fs.readFileSync(done, "utf8")]).toEqual([0, "done"]);
});

test("what serves and what runs for long say that they outlive their log", () => {
  expect(fs.readFileSync("src/serve.server.ts", "utf8")).toContain("outliveLog();");
  expect(fs.readFileSync("src/cli/main.ts", "utf8")).toContain("outliveLog([process.stderr]);");
});
