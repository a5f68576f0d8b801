import { redirect } from "@sveltejs/kit";
import type { RequestHandler } from "./$types";

/** Where a commitment was ended before the unit that leads it had a page; what is sent here is sent on as it is. */
export const GET: RequestHandler = ({ params }) => redirect(307, `/delegations/commitments/${params.commitmentId}`);
export const POST = GET;
