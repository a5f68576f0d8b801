import fs from "node:fs/promises";
import type { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { cleanValues } from "./clean.ts";

let compiler: NodeCompiler | undefined;

/** Sets `templates/<name>.typ`, which reads the values as data: whatever they say, none of it is markup. */
export async function run({ name, values }: { name: string; values: object }): Promise<Uint8Array> {
  compiler ??= await openCompiler();
  const [text, template] = await Promise.all(["text", name].map((one) => fs.readFile(`templates/${one}.typ`, "utf8")));
  const inputs = { values: JSON.stringify(cleanValues(values)) };
  const pdf = new Uint8Array(compiler.pdf({ mainFileContent: `${text}\n${template}`, inputs }));
  // What it worked out for papers before the last few goes again.
  compiler.evictCache(5);
  return pdf;
}

/** One for all papers, made for the first: each keeps the fonts that it used, and gives none of them back. */
export async function openCompiler(): Promise<NodeCompiler> {
  const { NodeCompiler } = await import("@myriaddreamin/typst-ts-node-compiler");
  // It would search the machine for fonts, where each has others; this list names ours.
  process.env.FONTCONFIG_FILE = "templates/fonts/fonts.conf";
  return NodeCompiler.create({ fontArgs: [{ fontPaths: ["templates/fonts"] }] });
}
