-- A delegation of signature says in what way it is signed, with the posts of both, and can be ended before its last day.
alter table access_signature_delegation add signed_as text not null default 'TUQ', add from_post text, add to_post text,
  add ended_at timestamptz, add ended_by_name text;
alter table access_signature_delegation add constraint access_signature_signed_as check (signed_as in ('KT', 'TL', 'TUQ'));
alter table access_signature_delegation drop constraint access_signature_delegation_check1;
-- Ended on its first day it never ran.
alter table access_signature_delegation add constraint access_signature_order check (until_on >= from_on);
