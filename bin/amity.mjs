import { handOver, install } from "./bootstrap.mjs";

install();
handOver("src/cli/main.ts", process.argv.slice(2));
