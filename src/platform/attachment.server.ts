import { underWay } from "./log.server.ts";
import { sayEvent } from "./security-log.server.ts";

const KINDS: Record<string, string> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  csv: "text/csv; charset=utf-8",
  json: "application/json",
};

/** What a file is, by the end of its name. */
export function mediaTypeOf(name: string): string {
  return KINDS[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
}

/** A file that was kept, as it was kept. */
export function sentFile({
  bytes,
  name,
  media_type,
}: {
  bytes: Uint8Array;
  name: string;
  media_type: string;
}): Response {
  return new Response(new Uint8Array(bytes), {
    headers: { "content-type": media_type, "content-disposition": `inline; ${named(name)}` },
  });
}

/** The second form is for every name, the first for programs that do not read it. */
const named = (name: string) =>
  `filename="${name.replaceAll(/[^\w.-]+/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`;

const plainOr = (name: string) => (/^[\w.-]+$/.test(name) ? `filename="${name}"` : named(name));

/** A file to keep, named for the one who saves it; what comes piece by piece is sent as it comes. That it left is written down. */
export function attachment(
  bytes: Uint8Array | ReadableStream<Uint8Array>,
  name: string,
  asked?: URLSearchParams,
): Response {
  sayEvent("export_made", { what: { file: name, path: underWay.getStore()?.path, filter: String(asked ?? "") } });
  return new Response(bytes instanceof ReadableStream ? bytes : new Uint8Array(bytes), {
    headers: { "content-type": mediaTypeOf(name), "content-disposition": `attachment; ${plainOr(name)}` },
  });
}
