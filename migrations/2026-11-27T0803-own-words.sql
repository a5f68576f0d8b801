-- What a union calls its kinds of units and the parts of its country, which kinds it has, and which work it does not do: a federation of cities has no
-- provincial unions and keeps no register of foreign aid. Nothing said means the words of the language, all kinds and all work.
alter table identity
  add column words jsonb not null default '{}' constraint identity_words_check check (jsonb_typeof(words) = 'object'),
  add column kinds text[] not null default '{}',
  add column works text[] not null default '{aid,missions}' constraint identity_works_check check (works <@ '{aid,missions}');
comment on column identity.words is 'By word (a kind of unit, province, provinces): its name in the home language, and in others.';
comment on column identity.kinds is 'Kinds of units that are offered; empty: all.';
comment on column identity.works is 'Work of the union beyond what every union does: aid (foreign NGOs and their projects), missions (abroad). Of what is not named no page offers anything.';
