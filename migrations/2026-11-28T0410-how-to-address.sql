-- How one speaks and writes to a partner: what an officer new to the desk asks first.
alter table partner add column addressed_as text;
alter table partner add column language text;
comment on column partner.addressed_as is 'The form of address, as it is said and written: Ngài Đại sứ, Your Excellency, Madame la Présidente.';
comment on column partner.language is 'The language that it prefers, as of a name: two letters, or other.';
alter table partner add constraint partner_language_check check (language in ('vi', 'en', 'fr', 'es', 'ru', 'zh', 'lo', 'km', 'other'));
