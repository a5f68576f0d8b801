-- A result report may have to be accepted by whoever decides on the visit: the rule of who approves says so.
alter table delegation_route add accepts_reports boolean not null default false;
comment on column delegation_route.accepts_reports is 'Whether result reports written while this rule counts wait until whoever decides accepts them.';

alter table delegation add report_state text, add report_since timestamptz;
alter table delegation add constraint delegation_report_state_known check (report_state in ('waiting', 'returned', 'accepted'));
alter table delegation add constraint delegation_report_state_dated check ((report_state is null) = (report_since is null));
alter table delegation add constraint delegation_report_state_written check (report_state is null or status = 'reported' or status = 'settled' or status = 'archived');
comment on column delegation.report_state is 'Of a result report that has to be accepted: it waits for who decides, was returned by them, or accepted. Null where nobody has to.';
create index delegation_report_open_idx on delegation (report_state) where report_state in ('waiting', 'returned');

alter table delegation_decision drop constraint delegation_decision_step_known;
alter table delegation_decision add constraint delegation_decision_step_known check (step in
  ('approve', 'return', 'refuse', 'opinion', 'cancel', 'postpone', 'accept_changes', 'return_changes', 'take_back', 'correct', 'accept_report', 'return_report'));
