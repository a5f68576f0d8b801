-- In which language a name is, where nobody said so, is not known; the program had called every official name English.
alter table partner_name alter column language drop not null;
comment on column partner_name.language is 'As somebody said it; null where nobody did.';
comment on column partner.other_names is 'Follows from partner_name: the names beside the one it goes by, so that one index finds them all; rebuilt by one function.';
comment on column partner.last_contact_on is 'Follows from the timeline, without what is confidential, and the first contact; rebuilt by one function.';
comment on column delegation.head_name is 'Follows from the member who is the head, once it has left only if the head went, else from stated_head; rebuilt by one function.';
select set_config('amity.reach', 'system', true);
update partner_name set language = null from partner
  where partner.id = partner_name.partner_id and partner_name.kind = 'official' and partner_name.language = 'en'
    and partner_name.version = 1 and partner_name.name = partner.name;

-- Those from abroad are some of those present. What was written before is not guessed at; it is put right when it is next written.
alter table activity add constraint activity_foreigners_of_all check (foreign_participants <= participants) not valid;
comment on column activity.host_paths is 'Follows from activity_host: where the lead and each co-host stood when they were written; rebuilt by one function.';
