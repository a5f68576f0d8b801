import { addDays, today } from "#platform/time.ts";

/** What the list's address asks for; the page and the workbook read the same. */
export function filterOf(url: URL) {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  return {
    kind: asked("kind"),
    country: asked("country"),
    status: asked("status"),
    q: asked("q"),
    sort: asked("sort"),
    silent_since: asked("silent") ? addDays(today(), -365) : undefined,
  };
}
