import book from "lucide-static/icons/book-open.svg?raw";
import calendar from "lucide-static/icons/calendar-days.svg?raw";
import good from "lucide-static/icons/check.svg?raw";
import down from "lucide-static/icons/chevron-down.svg?raw";
import month from "lucide-static/icons/calendar.svg?raw";
import my_week from "lucide-static/icons/calendar-check.svg?raw";
import warning from "lucide-static/icons/circle-alert.svg?raw";
import more from "lucide-static/icons/menu.svg?raw";
import add from "lucide-static/icons/plus.svg?raw";
import neutral from "lucide-static/icons/circle.svg?raw";
import backups from "lucide-static/icons/database-backup.svg?raw";
import excel from "lucide-static/icons/download.svg?raw";
import reports from "lucide-static/icons/file-chart-column.svg?raw";
import paper from "lucide-static/icons/file-text.svg?raw";
import globe from "lucide-static/icons/globe.svg?raw";
import aid from "lucide-static/icons/hand-coins.svg?raw";
import handshake from "lucide-static/icons/handshake.svg?raw";
import history from "lucide-static/icons/history.svg?raw";
import waiting from "lucide-static/icons/hourglass.svg?raw";
import set_up from "lucide-static/icons/list-checks.svg?raw";
import identity from "lucide-static/icons/landmark.svg?raw";
import glance from "lucide-static/icons/layout-dashboard.svg?raw";
import letters from "lucide-static/icons/mail.svg?raw";
import notes from "lucide-static/icons/notebook-pen.svg?raw";
import registers from "lucide-static/icons/book-marked.svg?raw";
import units from "lucide-static/icons/network.svg?raw";
import plane from "lucide-static/icons/plane.svg?raw";
import filter from "lucide-static/icons/list-filter.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import settings from "lucide-static/icons/settings.svg?raw";
import security from "lucide-static/icons/shield.svg?raw";
import today from "lucide-static/icons/sun.svg?raw";
import late from "lucide-static/icons/triangle-alert.svg?raw";
import imports from "lucide-static/icons/upload.svg?raw";
import people from "lucide-static/icons/users.svg?raw";

export type Shape = { tag: string; given: Record<string, string> };

/** What is drawn inside one icon of the package, shape by shape. */
const shapesIn = (svg: string): Shape[] =>
  [...svg.matchAll(/<(path|circle|rect|ellipse|line|polyline)\s([^>]*?)\/>/g)].map(([, tag = "", said = ""]) => ({
    tag,
    given: Object.fromEntries(
      [...said.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]),
    ),
  }));

const FILES = {
  // places of the rail, by the name of their list
  today,
  my_week,
  calendar: month,
  glance,
  countries: globe,
  partners: handshake,
  delegations: plane,
  activities: calendar,
  "aid-projects": aid,
  notes,
  registers,
  units,
  reports,
  imports,
  history,
  security,
  letters,
  facts: book,
  people,
  backups,
  identity,
  settings,
  set_up,
  // states
  neutral,
  waiting,
  good,
  warning,
  late,
  // acts
  add,
  excel,
  search,
  filter,
  down,
  more,
  paper,
};
export type IconName = keyof typeof FILES;
export const ICONS = Object.fromEntries(Object.entries(FILES).map(([name, svg]) => [name, shapesIn(svg)])) as Record<
  IconName,
  Shape[]
>;
export const isIcon = (name: string): name is IconName => name in FILES;
