-- Kinds of activities in the office's own words, each counted in reports as one of theirs. A report's kind is itself one of them, called as an
-- office calls it (is_plain): an activity that names no other is shown and found as that one, so that what was written before needs no change.
create table activity_own_kind (
  id uuid primary key default new_id(),
  name text not null,
  name_in jsonb not null default '{}',
  kind activity_kind not null,
  is_plain boolean not null default false,
  rank integer not null,
  from_on date,
  until_on date,
  version integer not null default 1
);
comment on table activity_own_kind is 'Kinds of activities as the office calls them; kind is what reports count them as, rank their order where one chooses.';
comment on column activity_own_kind.is_plain is 'The kind of the reports itself: what names no kind of its own is this one. Its id stands in no activity.';
alter table activity_own_kind add constraint activity_own_kind_name_check check (name <> '');
alter table activity_own_kind add constraint activity_own_kind_name_in_check check (reference.are_names(name_in));
alter table activity_own_kind add constraint activity_own_kind_rank_check check (rank > 0);
alter table activity_own_kind add constraint activity_own_kind_order check (until_on >= from_on);
create unique index activity_own_kind_plain_idx on activity_own_kind (kind) where is_plain;
create unique index activity_own_kind_name_idx on activity_own_kind (lower(name));

insert into activity_own_kind (kind, is_plain, rank, name, name_in)
  select kind::activity_kind, is_plain, 10 * row_number() over (), coalesce(names ->> (select identity.language from identity), names ->> 'en'), names
  from (values
    ('reception', true, '{"vi": "Tiếp khách", "en": "Courtesy call", "fr": "Visite de courtoisie"}'::jsonb),
    ('working_session', true, '{"vi": "Buổi làm việc", "en": "Working session", "fr": "Séance de travail"}'),
    ('friendship_meeting', false, '{"vi": "Họp mặt", "en": "Get-together", "fr": "Réunion amicale"}'),
    ('friendship_meeting', false, '{"vi": "Giao lưu", "en": "Exchange", "fr": "Échange"}'),
    ('friendship_meeting', true, '{"vi": "Gặp gỡ hữu nghị", "en": "Friendship meeting", "fr": "Rencontre d’amitié"}'),
    ('reception', false, '{"vi": "Chiêu đãi", "en": "Banquet", "fr": "Dîner officiel"}'),
    ('celebration', true, '{"vi": "Lễ kỷ niệm", "en": "Celebration", "fr": "Cérémonie commémorative"}'),
    ('seminar', true, '{"vi": "Hội thảo, tọa đàm", "en": "Seminar", "fr": "Colloque"}'),
    ('visit', true, '{"vi": "Thăm, viếng", "en": "Visit", "fr": "Visite"}'),
    ('charity', false, '{"vi": "Trao tặng", "en": "Donation", "fr": "Remise de dons"}'),
    ('charity', true, '{"vi": "Từ thiện", "en": "Charity", "fr": "Action caritative"}'),
    ('volunteering', true, '{"vi": "Tình nguyện", "en": "Volunteering", "fr": "Bénévolat"}'),
    ('festival', true, '{"vi": "Liên hoan, ngày hội", "en": "Festival", "fr": "Festival"}'),
    ('exhibition', true, '{"vi": "Triển lãm", "en": "Exhibition", "fr": "Exposition"}'),
    ('sports', true, '{"vi": "Thể thao", "en": "Sports", "fr": "Sport"}'),
    ('contest', true, '{"vi": "Cuộc thi", "en": "Contest", "fr": "Concours"}'),
    ('forum', true, '{"vi": "Diễn đàn", "en": "Forum", "fr": "Forum"}'),
    ('conference', true, '{"vi": "Hội nghị", "en": "Conference", "fr": "Conférence"}'),
    ('online_meeting', true, '{"vi": "Họp trực tuyến", "en": "Online meeting", "fr": "Réunion en ligne"}'),
    ('other', true, '{"vi": "Khác", "en": "Other", "fr": "Autre"}')) as founded (kind, is_plain, names);

-- What it counts as is said where the whole union is administered.
alter table activity_own_kind enable row level security;
alter table activity_own_kind force row level security;
create policy readable on activity_own_kind for select using ((select actor_reach()) <> 'anonymous');
create policy insertable on activity_own_kind for insert with check ((select actor_reach()) = 'system'
  or (select actor_reach()) = 'staff' and (select actor_role()) = 'administrator' and (select actor_is_at_root()));
create policy changeable on activity_own_kind for update using ((select actor_reach()) = 'system'
  or (select actor_reach()) = 'staff' and (select actor_role()) = 'administrator' and (select actor_is_at_root()));

alter table activity add column own_kind_id uuid references activity_own_kind (id);
comment on column activity.own_kind_id is 'The office''s own kind; null where it is the kind of the reports itself. What it counts as stands in kind and stays when the own kind counts as another.';
create index activity_own_kind_idx on activity (own_kind_id) where own_kind_id is not null;
