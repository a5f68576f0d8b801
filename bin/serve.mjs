// What serves, as it was built: one graph of modules with its pages, compiled once and kept beside them.
import { enableCompileCache } from "node:module";
import path from "node:path";

enableCompileCache(path.resolve("build/.compiled"));
// Where there is no build: bin/start.mjs makes it.
const program = "../build/server/serve.server.js";
await import(program).catch((cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});
