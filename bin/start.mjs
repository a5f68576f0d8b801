// Runs on any Node 20 or later: installs what is missing, then hands over to the pinned Node.
import { handOver, install } from "./bootstrap.mjs";

install();
handOver("bin/serve.ts", []);
