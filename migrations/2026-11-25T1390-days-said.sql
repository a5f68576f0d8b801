-- From which day a role runs is the union's day, said by whoever gives it; the database's own day depends on where its server stands.
alter table access_appointment alter from_on drop default;

-- Of several roles given in one piece of work, the first stays the one acted in.
alter table access_appointment alter created_at set default clock_timestamp();
