import fs from "node:fs";
import path from "node:path";

/** Removes a data folder with its cluster, which as root lies elsewhere. */
export function removeData(folder: string): void {
  const named = path.join(folder, "embedded.json");
  if (fs.existsSync(named)) {
    const { home } = JSON.parse(fs.readFileSync(named, "utf8")) as { home: string };
    fs.rmSync(home, { recursive: true, force: true });
  }
  fs.rmSync(folder, { recursive: true, force: true });
}
