import fs from "node:fs";
import type { Context } from "./main.ts";
import { show } from "./say.ts";

export async function runSeal(context: Context) {
  const { asOwner } = await import("#platform/boot.server.ts");
  const { sealHistory } = await import("#platform/seal.server.ts");
  const days = await asOwner(context.database, (client) => sealHistory(client));
  show(context, { days }, days.length === 0 ? "Every finished day is sealed." : `Sealed: ${days.join(", ")}`);
}

export async function runVerify(context: Context) {
  const { asOwner } = await import("#platform/boot.server.ts");
  const { countBroken, readAnchors } = await import("#platform/anchors.ts");
  const { foundInWords } = await import("#platform/found.server.ts");
  const { VERIFYING, verifyHistory } = await import("#platform/verify.server.ts");
  const { inLocale } = await import("#platform/words.server.ts");
  const { anchors: file } = context.options;
  const kept = typeof file === "string" ? fs.readFileSync(file, "utf8") : "";
  const anchors = readAnchors(kept);
  if (typeof file === "string" && anchors.length === 0)
    throw new Error(`${file} holds no anchor: a line that begins with amity-anchor.`);
  if (countBroken(kept) > 0) throw new Error(`${String(file)} holds ${countBroken(kept)} anchors that are not whole.`);
  const found = await asOwner(context.database, async (client) => {
    await client.query("begin");
    for (const setting of VERIFYING) await client.query(setting);
    return verifyHistory(client, anchors);
  });
  const sentences = inLocale("en", () => found.found.map((one) => foundInWords(one)));
  const more = found.foundInAll - sentences.length;
  const text =
    [...sentences, ...(more > 0 ? [`And ${more} more of the same kinds.`] : [])].join("\n") ||
    `${found.lines} lines and ${found.records} records are as they were written; ${found.unsealed} lines are not sealed yet; ${anchors.length} anchors agree.`;
  show(context, found, text);
  return found.foundInAll === 0 ? 0 : 1;
}

export async function runHistory(context: Context) {
  const { asOwner } = await import("#platform/boot.server.ts");
  const { exportHistory } = await import("#platform/history-export.server.ts");
  const [file] = context.words;
  if (!file) throw new Error("Say the file to write: npm run amity -- export-history FILE");
  const lines = await asOwner(context.database, (client) => exportHistory(client, file));
  show(context, { file, lines }, `${lines} lines in ${file}; docs/verify checks them without Amity.`);
}
