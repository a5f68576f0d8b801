import { createHash } from "node:crypto";
import fs from "node:fs";

/** Makes the list of passwords that are refused out of lists, one password a line: `node bin/common-passwords.ts LIST…` */
const SHORTEST = 4;
const BYTES = 6;
const found = new Set<string>();
for (const list of process.argv.slice(2))
  for (const line of fs.readFileSync(list, "utf8").split(/\r?\n/))
    if (line.length >= SHORTEST)
      found.add(
        createHash("sha256")
          .update(line.toLowerCase())
          .digest("hex")
          .slice(0, BYTES * 2),
      );
fs.writeFileSync("src/modules/access/common-passwords.bin", Buffer.from([...found].toSorted().join(""), "hex"));
process.stdout.write(`${found.size} passwords\n`);
