-- What each of those who go abroad still needs: a visa, and an insurance.
alter table delegation_member add column visa_state text;
alter table delegation_member add column visa_expires_on date;
alter table delegation_member add column insurance text;
alter table delegation_member add column insurance_expires_on date;
alter table delegation_member add constraint delegation_member_visa_state_known check (visa_state in ('not_needed', 'to_apply', 'applied', 'granted', 'refused'));
alter table delegation_member add constraint delegation_member_visa_granted check (visa_expires_on is null or visa_state = 'granted');
comment on column delegation_member.visa_state is 'How far the visa is; null while nobody has said.';
comment on column delegation_member.insurance is 'With whom, under which number.';
