-- How the union's papers are laid out is said by its administrator; until now it followed the home language without a word.
alter table identity add column paper_layout text not null default 'plain' check (paper_layout in ('decree_30_2020', 'plain'));
comment on column identity.paper_layout is 'decree_30_2020: with the national heading that the decree asks for; plain: as organisations write to each other abroad.';
-- What was printed until now goes on being printed.
update identity set paper_layout = 'decree_30_2020' where language = 'vi';
alter table identity add constraint identity_paper_layout_of_language check (paper_layout = 'plain' or language = 'vi');
