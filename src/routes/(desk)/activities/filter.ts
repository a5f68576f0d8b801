import type { Work } from "#platform/db.server.ts";

/** What the list's address asks for; the page and the workbook read the same. */
export function filterOf(url: URL, work: Work) {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  return {
    kind: asked("kind"),
    year: asked("year"),
    month: asked("month"),
    country: asked("country"),
    status: asked("status"),
    level: asked("level"),
    q: asked("q"),
    unit_path: asked("mine") ? work.actor.unitPath : undefined,
  };
}
