// Runs on any Node 20 or later: installs and builds what is missing, hands over to the pinned Node, and starts it again when it dies.
import { install, supervise } from "./bootstrap.mjs";
import { buildIfStale } from "./build-if-stale.mjs";

install();
buildIfStale();
supervise("bin/serve.mjs");
