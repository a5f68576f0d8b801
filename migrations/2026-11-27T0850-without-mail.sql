-- Whether a union works without mail is said by its administrator: links are handed over then, and the set-up asks for no mail server any more.
alter table identity add column is_without_mail boolean not null default false;
comment on column identity.is_without_mail is 'True once the administrator said that no letters are sent from here; false as long as nobody said so.';
