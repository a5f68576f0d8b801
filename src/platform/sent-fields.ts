import { MIMEType } from "node:util";

/** More fields than any form has; the parser of forms, which runs where everybody is answered, is not given more. */
export const MOST_FIELDS = 1000;

/** Counts the fields of a form in its bytes, as they come and before anybody takes it apart; says of each piece whether they are too many by now. */
export function countFields(headers: Headers): (piece: Uint8Array) => boolean {
  const between = separatorOf(headers.get("content-type") ?? "");
  if (between === undefined) return () => false;
  let count = 0;
  /** What may be the beginning of the next separator. */
  let left = Buffer.alloc(0);
  return (piece) => {
    const bytes = Buffer.concat([left, piece]);
    let end = 0;
    for (let at = bytes.indexOf(between); at !== -1; at = bytes.indexOf(between, end)) {
      end = at + between.length;
      count += 1;
      if (count > MOST_FIELDS + 1) return true;
    }
    left = bytes.subarray(Math.max(end, bytes.length - between.length + 1));
    return false;
  };
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
