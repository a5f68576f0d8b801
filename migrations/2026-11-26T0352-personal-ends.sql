-- What was told and sent ends by itself: letters that left, and notices, once nobody needs them (docs/security/personal-data.md).
create policy ended on mail_outbox for delete using ((select actor_reach()) = 'system');
create policy ended on notification for delete using ((select actor_reach()) = 'system');
