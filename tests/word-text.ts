import { strFromU8, unzipSync } from "fflate";

/** What a .docx says, paragraph by paragraph as a reader meets them, with its line breaks and tabs; empty ones are left out. */
export function wordText(paper: Uint8Array): string[] {
  const xml = strFromU8(unzipSync(paper)["word/document.xml"] ?? new Uint8Array());
  const plain = (run: string) =>
    run
      // Within a text Word draws a tab as a blank.
      .replaceAll("\t", " ")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&amp;", "&");
  const said = ([piece, text]: RegExpExecArray) =>
    text === undefined ? (piece.startsWith("<w:br") ? "\n" : "\t") : plain(text);
  return xml
    .split("</w:p>")
    .map((paragraph) => [...paragraph.matchAll(/<w:(?:br|tab)\/>|<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(said))
    .map((runs) => runs.join("").trim())
    .filter(Boolean);
}
