import { clean } from "./clean.ts";

export type Cell = string | number | null | undefined;

export function xmlRow(row: Cell[], number: number): string {
  return `<row r="${number}">${row.map((cell) => xmlCell(cell)).join("")}</row>`;
}

export function csvLine(row: Cell[]): string {
  const cells = row.map((cell) =>
    typeof cell === "number" ? String(cell) : `"${disarm(clean(cell ?? "")).replaceAll('"', '""')}"`,
  );
  return `${cells.join(",")}\r\n`;
}

function xmlCell(cell: Cell): string {
  if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
  const text = disarm(clean(cell ?? ""))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A leading = + - @ or tab would run as a formula when somebody pastes or opens it; an apostrophe keeps it text. */
function disarm(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
