import { strFromU8, unzipSync } from "fflate";

/** What a .docx says, paragraph by paragraph as a reader meets them; empty ones are left out. */
export function wordText(paper: Uint8Array): string[] {
  const xml = strFromU8(unzipSync(paper)["word/document.xml"] ?? new Uint8Array());
  const plain = (run: string) =>
    run
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&amp;", "&");
  return xml
    .split("</w:p>")
    .map((paragraph) => [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((one) => plain(one[1] ?? "")))
    .map((runs) => runs.join("").trim())
    .filter(Boolean);
}
