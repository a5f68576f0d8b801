// Runs on any Node 20 or later: installs what is missing, hands over to the pinned Node, and starts it again when it dies.
import { install, supervise } from "./bootstrap.mjs";

install();
supervise("bin/serve.ts");
