import { MIMEType } from "node:util";

/** More fields than any form has; the parser of forms, which runs where everybody is answered, is not given more. */
export const MOST_FIELDS = 1000;

/** Counts the fields of a form in its bytes, before anybody takes it apart. */
export function hasTooManyFields(headers: Headers, bytes: Uint8Array): boolean {
  const between = separatorOf(headers.get("content-type") ?? "");
  if (between === undefined) return false;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = body.indexOf(between);
  for (let count = 0; at !== -1; count += 1) {
    if (count > MOST_FIELDS) return true;
    at = body.indexOf(between, at + between.length);
  }
  return false;
}

/** What stands between two fields of a form, read from the header as the parser reads it. */
export function separatorOf(kind: string): string | undefined {
  const said = readKind(kind);
  if (said?.essence === "application/x-www-form-urlencoded") return "&";
  const boundary = said?.essence === "multipart/form-data" ? said.params.get("boundary") : null;
  return boundary ? `--${boundary}` : undefined;
}

export const isOfParts = (headers: Headers) =>
  separatorOf(headers.get("content-type") ?? "")?.startsWith("--") ?? false;

function readKind(kind: string): MIMEType | undefined {
  try {
    return new MIMEType(kind);
  } catch {
    return undefined;
  }
}
