/** What the application cannot do its work without is gone for now. */
export function isDatabaseAway(cause: unknown): boolean {
  const code = (cause as { code?: string }).code ?? (cause as { cause?: { code?: string } }).cause?.code ?? "";
  const message = (cause as Error).message ?? "";
  return (
    /^(ECONNREFUSED|ENOENT|ECONNRESET|EPIPE|57P0[1-3]|08\w{3}|53\w{3})$/.test(code) ||
    /timeout exceeded when trying to connect|Connection terminated|connection timeout|connection error and is not queryable/i.test(
      message,
    )
  );
}

/** No room left for the database or the files: what was confirmed is kept, nothing new is taken. */
export function isDiskFull(cause: unknown): boolean {
  const code = (cause as { code?: string }).code ?? "";
  return code === "53100" || code === "ENOSPC" || /No space left on device/i.test((cause as Error).message ?? "");
}

/** A page that asks for nothing but its sentence: no database, no script. */
export function plainPage(status: number, sentence: string, wayOut = "/"): Response {
  const html = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Amity</title><link rel="stylesheet" href="/plain.css"></head><body><main><h1>Amity</h1><p>${sentence}</p><p><a href="${wayOut}">Amity</a></p></main></body></html>`;
  return new Response(html, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "retry-after": "5", "cache-control": "no-store" },
  });
}
