-- Passwords, sessions, second steps and keys are opened to the sign-in library and the machine alone; who has an account is known to those
-- who work in the union, and to that person.
do $$
declare
  name text;
begin
  foreach name in array array['auth_account', 'auth_passkey', 'auth_rate_limit', 'auth_session', 'auth_two_factor', 'auth_user', 'auth_verification'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy signing_in on %I using ((select actor_reach()) in (''sign_in'', ''system'')) with check ((select actor_reach()) in (''sign_in'', ''system''))', name);
  end loop;
end $$;
create policy readable on auth_user for select using (id = (select actor_user()) or (select actor_reach()) in ('staff', 'reader'));

-- History is written in the own name; whatever is written as the machine says whose act it was.
alter policy insertable on history with check ((select actor_reach()) = 'system'
  or (select actor_reach()) in ('staff', 'reader', 'outside') and user_id = (select actor_user()));
