import { handOver, install } from "./bootstrap.mjs";
import { isBuilt } from "./build-if-stale.mjs";

/** Of developers: no build knows the demo or the bench, so they run from their source, with all the rest. */
const FROM_SOURCE = ["demo", "bench"];

install();
const words = process.argv.slice(2);
handOver(isBuilt() && !FROM_SOURCE.includes(words[0]) ? "build/server/cli/main.js" : "src/cli/main.ts", words);
