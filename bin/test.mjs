import { handOver, install } from "./bootstrap.mjs";

install();
handOver("tests/run.ts", process.argv.slice(2));
