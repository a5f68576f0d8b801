/** On what ground a personal value is kept: what the law asks, what was agreed to, what the work needs, the contract of who works here. */
type Ground = "law" | "consent" | "task" | "account";
/** What an erasure at a person's request does to a value: nothing is left, a mark stands for the name, it stays and the account says why, or it goes once the account is closed. */
type Erasure = "empty" | "mark" | "stay" | "closed";

/** One personal column: what it is for, who reads it, what ends it in time without anybody asking, and what an erasure does. */
export type Personal = { purpose: string; ground: Ground; readBy: string; kept: string; erasure: Erasure };

const said = (
  purpose: string,
  ground: Ground,
  [readBy, kept]: readonly [string, string],
  erasure: Erasure,
): Personal => ({
  purpose,
  ground,
  readBy,
  kept,
  erasure,
});

const RECORD = ["who may see the record", "as long as the record"] as const;
const HOSTED = ["who asked and who hosts", "as long as the record"] as const;
const CHANGERS = ["who may change the record", "as long as the record"] as const;
const UNION = ["who works in the union", "as long as the record"] as const;
const NEAR = ["who works in the union; missions and press of their own partners", "as long as the record"] as const;
const SELF = ["the person, and who administers the unit", "as long as the account"] as const;
const MACHINE = ["nobody; the application compares it", "as long as the account"] as const;
const ARCHIVE = ["who may see the record", "as long as decisions are kept (archive)"] as const;
const HISTORY = ["who may see the record", "with the history; struck on request"] as const;
const LOGGED = ["auditors, and administrators of the unit", "twelve months"] as const;
const INVITED = ["the unit's administrator", "90 days after it ran out; one that was taken up as the account"] as const;
const SHORT = ["the person", "letters 90 days, notices 180"] as const;

/**
 * Every column that says something of a person, by table. Whoever adds a column says here that it is personal, or in
 * tests/personal.test.ts that it is not; docs/security/personal-data.md is made of this, and export and erasure walk it.
 */
export const PERSONAL: Record<string, Record<string, Personal>> = {
  auth_user: {
    name: said("who acted", "account", SELF, "stay"),
    email: said("signing in, letters", "account", SELF, "closed"),
    image: said("not used", "account", SELF, "empty"),
  },
  auth_session: {
    ip_address: said("finding misuse", "account", ["the person", "until the session ends"], "empty"),
    user_agent: said("telling sessions apart", "account", ["the person", "until the session ends"], "empty"),
  },
  auth_passkey: { name: said("telling passkeys apart", "account", MACHINE, "empty") },
  access_password_link: {
    user_id: said("whose password it sets", "account", MACHINE, "stay"),
  },
  access_second_step_reset: {
    user_id: said("whose second step it is", "account", SELF, "stay"),
    identity_checked: said("how the person was recognised", "account", SELF, "mark"),
  },
  security_event: {
    user_id: said("who did it", "law", LOGGED, "stay"),
    user_name: said("who did it, as called then", "law", LOGGED, "stay"),
    email: said("what was typed at the door", "law", LOGGED, "empty"),
    from_address: said("from where", "law", LOGGED, "empty"),
    what: said("what it was about", "law", LOGGED, "stay"),
  },
  access_invitation: {
    name: said("whom to greet", "task", INVITED, "mark"),
    email: said("where the letter went", "task", INVITED, "mark"),
  },
  access_signature_delegation: {
    ended_by_name: said("who ended it", "law", ARCHIVE, "stay"),
    from_post: said("on papers", "law", ARCHIVE, "stay"),
    to_post: said("on papers", "law", ARCHIVE, "stay"),
  },
  access_token: { name: said("telling keys apart", "account", SELF, "mark") },
  aid_project: {
    title: said("what the project is", "task", RECORD, "mark"),
    ngo_name: said("who gives the aid", "task", RECORD, "mark"),
    owner_name: said("who answers for the aid", "task", RECORD, "mark"),
  },
  activity: {
    title: said("what was done", "task", UNION, "mark"),
    place: said("where it took place", "task", UNION, "mark"),
    chair: said("who chairs it", "task", UNION, "mark"),
    interpreter: said("who interprets", "task", UNION, "mark"),
    room: said("in which room it is", "task", UNION, "mark"),
    result: said("what came of it", "task", UNION, "mark"),
    cancelled_reason: said("why it was called off", "task", UNION, "mark"),
    imported: said("what the sheet said", "task", UNION, "mark"),
  },
  activity_series: { name: said("what is done again and again", "task", UNION, "mark") },
  delegation: {
    title: said("what the visit is", "law", ARCHIVE, "mark"),
    purpose: said("why it takes place", "law", ARCHIVE, "mark"),
    asked_by: said("who asked for it", "task", ARCHIVE, "mark"),
    reception_reason: said("how guests are received", "task", ARCHIVE, "mark"),
    needs: said("looking after guests", "task", RECORD, "empty"),
    host: said("who receives it", "task", ARCHIVE, "mark"),
    head_name: said("who leads", "law", ARCHIVE, "mark"),
    stated_head: said("who leads", "law", ARCHIVE, "mark"),
    invitation_from: said("who invited", "task", ARCHIVE, "mark"),
    legal_basis: said("on what it rests", "law", ARCHIVE, "mark"),
    settlement_note: said("why it cost more or less", "law", ARCHIVE, "mark"),
    import_key: said("knowing it again in a sheet", "task", RECORD, "empty"),
    imported: said("what the sheet said", "task", RECORD, "mark"),
  },
  delegation_budget_line: { description: said("what is paid for", "law", ARCHIVE, "mark") },
  delegation_settlement_line: {
    description: said("what was paid for", "law", ARCHIVE, "mark"),
    note: said("why it cost more or less", "law", ARCHIVE, "mark"),
  },
  delegation_talking_points: {
    to_say: said("what is said to those who are met", "task", CHANGERS, "mark"),
    to_ask: said("what is asked of them", "task", CHANGERS, "mark"),
    to_avoid: said("what is not spoken of", "task", CHANGERS, "mark"),
    to_cite: said("figures to name", "task", CHANGERS, "mark"),
    written_by_name: said("who wrote it", "task", CHANGERS, "stay"),
  },
  delegation_decision: {
    decided_by_name: said("who decided", "law", ARCHIVE, "stay"),
    decided_by_post: said("on the paper", "law", ARCHIVE, "stay"),
    numbered_by_name: said("who numbered it", "law", ARCHIVE, "stay"),
    on_behalf_of_name: said("in whose name", "law", ARCHIVE, "stay"),
    on_behalf_of_post: said("on the paper", "law", ARCHIVE, "stay"),
    reason: said("why it was decided", "law", ARCHIVE, "stay"),
  },
  delegation_hosting: {
    title: said("what the visit is", "task", HOSTED, "mark"),
    wish: said("what the host is asked", "task", HOSTED, "mark"),
    remark: said("what the host says", "task", HOSTED, "mark"),
    contact_name: said("who looks after the guests", "task", HOSTED, "mark"),
    contact_phone: said("who looks after the guests", "task", HOSTED, "empty"),
    interpreter: said("who interprets", "task", HOSTED, "mark"),
    car: said("who drives", "task", HOSTED, "mark"),
    answered_by_name: said("who answered", "task", HOSTED, "stay"),
  },
  delegation_journey: {
    vehicle: said("by what they come and go", "task", RECORD, "mark"),
    place: said("where they come and go", "task", RECORD, "mark"),
    met_by: said("who meets them", "task", RECORD, "mark"),
    met_by_phone: said("who meets them", "task", RECORD, "empty"),
    remark: said("how they come and go", "task", RECORD, "mark"),
  },
  delegation_meeting: { note: said("what was spoken of", "task", RECORD, "mark") },
  delegation_member: {
    name: said("who travels", "law", ARCHIVE, "mark"),
    position: said("who travels", "law", ARCHIVE, "empty"),
    home: said("where from", "task", RECORD, "empty"),
    year_of_birth: said("visa and tickets", "law", RECORD, "empty"),
    visa_state: said("going abroad", "task", RECORD, "empty"),
    visa_expires_on: said("going abroad", "task", RECORD, "empty"),
    insurance: said("help abroad", "task", RECORD, "empty"),
    insurance_expires_on: said("help abroad", "task", RECORD, "empty"),
    passport_number: said(
      "visa and tickets",
      "law",
      ["the team of the visit, each reading written down", "erased on its day after the return"],
      "empty",
    ),
    passport_expires_on: said(
      "visa and tickets",
      "law",
      ["the team of the visit", "erased on its day after the return"],
      "empty",
    ),
  },
  delegation_programme_entry: {
    content: said("the programme", "task", RECORD, "mark"),
    content_in: said("the programme", "task", RECORD, "mark"),
    place: said("where it takes place", "task", RECORD, "mark"),
    person_answerable: said("whom to ask", "task", RECORD, "mark"),
    meals: said("who looks after the guests", "task", RECORD, "mark"),
    hotel: said("where they stay", "task", RECORD, "mark"),
    car: said("who drives", "task", RECORD, "mark"),
    interpreter: said("who interprets", "task", RECORD, "mark"),
    press: said("who tells of it", "task", RECORD, "mark"),
  },
  delegation_provision: {
    counterpart: said("who is given it", "task", RECORD, "mark"),
    description: said("what is given", "task", RECORD, "mark"),
  },
  delegation_report: {
    facts: said("the report", "law", ARCHIVE, "mark"),
    assessment: said("the report", "law", ARCHIVE, "mark"),
    proposals: said("the report", "law", ARCHIVE, "mark"),
  },
  delegation_version: { content: said("the file as it was decided", "law", ARCHIVE, "stay") },
  note: {
    body: said("what was said or written to whom", "task", NEAR, "mark"),
    written_by_name: said("who noted it", "task", NEAR, "stay"),
  },
  paper_template: {
    added_by_name: said("who sent it", "law", ARCHIVE, "stay"),
    file_name: said("what the file is called", "law", ARCHIVE, "stay"),
    note: said("what is different in it", "law", ARCHIVE, "mark"),
  },
  register_entry: {
    subject: said("what the paper is about", "law", ARCHIVE, "mark"),
    addressee: said("whom the paper goes to", "law", ARCHIVE, "mark"),
    signer: said("who signed it", "law", ARCHIVE, "stay"),
    reason: said("why it is cancelled, or not used", "law", ARCHIVE, "stay"),
  },
  exchange: {
    body: said("what was said", "task", RECORD, "mark"),
    said_by_name: said("who said it", "task", RECORD, "stay"),
    title: said("what it was about", "task", RECORD, "mark"),
  },
  exchange_answer: {
    answered_by_name: said("who answered", "task", RECORD, "stay"),
    comment: said("the answer", "task", RECORD, "stay"),
    file_name: said("what the scan of the answer is called", "task", RECORD, "stay"),
  },
  exchange_owed: {
    title: said("what was asked", "task", RECORD, "mark"),
    to_name: said("whom it was sent to", "task", RECORD, "mark"),
    to_mail: said("where it was sent", "task", RECORD, "mark"),
    summary: said("what the addressee was told, with members where that was ticked", "task", RECORD, "mark"),
  },
  exchange_opening: {
    opened_by_name: said("who of those asked opened it", "task", RECORD, "stay"),
  },
  exchange_settlement: {
    sentence: said("how it was settled", "task", RECORD, "stay"),
    settled_by_name: said("who settled it", "task", RECORD, "stay"),
  },
  file: { name: said("what the attachment is", "task", RECORD, "mark") },
  history: {
    user_name: said("who did it", "law", ["who may see the record", "with the history"], "stay"),
    before: said("what was changed", "law", HISTORY, "mark"),
    after: said("what was changed", "law", HISTORY, "mark"),
  },
  import: {
    file_name: said("which sheet it was", "task", RECORD, "mark"),
    remarks: said("the account of a sheet", "task", RECORD, "empty"),
    failed: said("the account of a sheet", "task", RECORD, "mark"),
    told: said("the account of a sheet", "task", RECORD, "mark"),
  },
  import_before: { before: said("taking an import back", "task", RECORD, "mark") },
  import_problem: {
    details: said("the account of a sheet", "task", RECORD, "mark"),
    message: said("the account of a sheet", "task", RECORD, "mark"),
  },
  mail_outbox: {
    recipient: said("where the letter goes", "task", SHORT, "mark"),
    subject: said("the letter", "task", SHORT, "mark"),
    body: said("the letter", "task", SHORT, "mark"),
    answer: said("why it did not come", "task", SHORT, "mark"),
  },
  notification: { words: said("what changed", "task", SHORT, "mark") },
  partner: {
    name: said("who the partner is", "task", UNION, "mark"),
    name_in: said("who the partner is", "task", UNION, "mark"),
    family_name: said("how to address", "task", UNION, "empty"),
    given_name: said("how to address", "task", UNION, "empty"),
    position: said("how to address", "task", UNION, "empty"),
    language: said("how to address", "task", UNION, "empty"),
    addressed_as: said("how to address", "task", UNION, "empty"),
    birth_year: said("congratulations", "consent", NEAR, "empty"),
    introduced_by: said("how it began", "task", NEAR, "mark"),
    officer_name: said("who keeps the contact", "task", UNION, "mark"),
    next_step: said("what comes next", "task", NEAR, "mark"),
    closed_reason: said("why it was closed", "task", NEAR, "mark"),
    import_key: said("knowing it again in a sheet", "task", UNION, "empty"),
    other_names: said("finding it by its names", "task", UNION, "mark"),
    imported: said("what the sheet said", "task", NEAR, "mark"),
  },
  partner_contact_point: {
    value: said("reaching a partner", "consent", RECORD, "mark"),
    purpose: said("when to use it", "consent", RECORD, "mark"),
  },
  partner_event: { title: said("what was done together", "task", UNION, "mark") },
  partner_name: { name: said("finding it by its names", "task", UNION, "mark") },
  report: {
    content: said("a report as it was sent", "law", ARCHIVE, "stay"),
    pages: said("a report as it was sent", "law", ARCHIVE, "stay"),
    frozen_by: said("who froze it", "law", ARCHIVE, "stay"),
  },
  report_text: { body: said("a paragraph of a report", "task", RECORD, "mark") },
  unit_post: { holder_name: said("who holds a post of the union", "law", UNION, "stay") },
};

export function eachPersonal(): { table: string; column: string; about: Personal }[] {
  return Object.entries(PERSONAL).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, about]) => ({ table, column, about })),
  );
}
