-- The union's own mark, shown where its letters would stand; its bytes lie in the file store under their sha256.
alter table identity add column logo_sha256 text check (logo_sha256 ~ '^[0-9a-f]{64}$');
alter table identity add column logo_type text check (logo_type in ('image/png', 'image/jpeg', 'image/webp'));
alter table identity add constraint identity_logo_whole check ((logo_sha256 is null) = (logo_type is null));
comment on column identity.logo_sha256 is 'Null: the letters of the seal stand in its place.';
