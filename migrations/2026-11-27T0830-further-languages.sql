-- Amity speaks further languages, each a file in messages/: which there are is not for the database to know.
alter table identity drop constraint identity_language_check;
alter table identity drop constraint identity_language_international_check;
alter table identity add constraint identity_language_check check (language ~ '^[a-z]{2}$');
alter table identity add constraint identity_language_international_check check (language_international ~ '^[a-z]{2}$');
-- What was offered to everybody until now goes on being offered.
alter table identity add column languages_further text[] not null default '{}' check (array_to_string(languages_further, ',') ~ '^([a-z]{2}(,|$))*$');
comment on column identity.languages_further is 'Offered besides the two: to people outside, at the sign-in and on the account page.';
update identity set languages_further = array(select one from unnest(array['vi', 'en', 'fr']) as one where one not in (language, language_international));

alter table report drop constraint report_language_check;
alter table report add constraint report_language_check check (language ~ '^[a-z]{2}$');
alter table report_text drop constraint report_text_language_check;
alter table report_text add constraint report_text_language_check check (language ~ '^[a-z]{2}$');

-- In which language the letter goes to somebody who has no account yet, and the account then begins; null where whoever invites does not know it.
alter table access_invitation add column language text check (language ~ '^[a-z]{2}$');
comment on column access_invitation.language is 'Of its letter, and of the account that it opens; null: the letter is in the languages of the union.';
