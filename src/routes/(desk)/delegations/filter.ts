/** What the list's address asks for; the page and the workbook read the same. */
export function filterOf(url: URL) {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  return {
    direction: asked("direction"),
    year: asked("year"),
    status: asked("status"),
    country: asked("country"),
    unit_path: asked("unit_path"),
    q: asked("q"),
    sort: asked("sort"),
  };
}
