import { redirect } from "@sveltejs/kit";
import type { RequestHandler } from "./$types";

/** Where the calendar once stood: whoever kept its address finds the one of everything. */
export const GET: RequestHandler = ({ url }) => redirect(308, `/calendar${url.search}`);
