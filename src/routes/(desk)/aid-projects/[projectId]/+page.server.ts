import { listCountryNames, listProvinces } from "#modules/reference/reference.queries.server.ts";
import { isOwn } from "#modules/exchanges/exchange.policy.ts";
import { listHandedBack, listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import { canChangeAid, canState } from "#modules/aid-projects/aid-project.commands.server.ts";
import { findAidProject, listAmounts } from "#modules/aid-projects/aid-project.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { isPastClosed, listHistory } from "#platform/history.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { shown } from "#platform/shown.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

/** What was reported, and what its writer may still do with it. */
async function withOwnActs(work: Work, projectId: string) {
  const said = await listSaid(work, projectId, ["statement"]);
  const back = work.actor.reach === "outside" ? await listHandedBack(work) : [];
  return said.map((one) => ({
    ...one,
    mayCorrect: one.outcome === null && isOwn(work.actor, one),
    maySendAgain: back.some(({ id }) => id === one.id),
  }));
}

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const project = found(await findAidProject(work, event.params.projectId));
    const province = (await listProvinces(work, 2025)).find((one) => one.code === project.province_code);
    return shown({
      project: shown(project),
      countryNames: await listCountryNames(work, [project.ngo_country], event.locals.locale),
      province: province ? nameOf(province) : null,
      amounts: await listAmounts(work, project.id),
      statements: await withOwnActs(work, project.id),
      canKeep: canChangeAid(work.actor, project),
      canState: canState(work.actor, project),
      history: await tellHistory(work, await listHistory(work, project.id)),
      isPastClosed: isPastClosed(work.actor, "aid_project"),
    });
  });
