const KINDS: Record<string, string> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  csv: "text/csv; charset=utf-8",
};

/** A file to keep, named for the one who saves it; what comes piece by piece is sent as it comes. */
export function attachment(bytes: Uint8Array | ReadableStream<Uint8Array>, name: string): Response {
  const kind = KINDS[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
  return new Response(bytes instanceof ReadableStream ? bytes : new Uint8Array(bytes), {
    headers: { "content-type": kind, "content-disposition": `attachment; filename="${name}"` },
  });
}
