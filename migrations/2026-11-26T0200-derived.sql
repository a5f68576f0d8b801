-- What a visit says of itself where no member says it: who leads, how many go. What lists show follows from this and from the members.
alter table delegation add stated_members integer not null default 0, add stated_head text;
alter table delegation add constraint delegation_stated_members check (stated_members >= 0);
comment on column delegation.stated_members is 'How many go, as a sheet said it; counts while no member is named.';
comment on column delegation.stated_head is 'Who leads, as typed or as a sheet said it; counts while no member is the head.';
comment on column delegation.member_count is 'Follows from members, once it has left from those who went, else from stated_members; kept for lists, rebuilt by one function.';
comment on column delegation.head_name is 'Follows from the member who is the head, else from stated_head; kept for lists, rebuilt by one function.';
comment on column delegation.report_due_on is 'Follows from the return, the route in force at departure and the calendar; null where the calendar does not reach. Rebuilt by one function.';
comment on column delegation_member.passport_erase_on is 'Follows from the return; rebuilt by one function.';
comment on column partner.last_contact_on is 'Follows from the timeline and the first contact; rebuilt by one function.';
select set_config('amity.reach', 'system', true);
update delegation set stated_members = member_count
  where member_count > 0 and not exists (select from delegation_member where delegation_member.delegation_id = delegation.id);
update delegation set stated_head = head_name
  where head_name is not null and not exists (select from delegation_member where delegation_member.delegation_id = delegation.id and delegation_member.role = 'head');

-- A step that was taken back is one of the things that were decided about a visit.
alter table delegation_decision drop constraint delegation_decision_step_known;
alter table delegation_decision add constraint delegation_decision_step_known check (step in
  ('approve', 'return', 'refuse', 'opinion', 'cancel', 'postpone', 'accept_changes', 'return_changes', 'take_back', 'correct'));
