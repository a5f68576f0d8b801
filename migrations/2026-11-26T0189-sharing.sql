-- Who may see a record may see what happened to it, and nobody else: when the rights of a record change, those of its lines follow.
-- What a line says stays as it was written; its rights are not part of what is sealed, and only they may be changed (docs/decisions/0031).
create policy follows on history for update using (actor_reach() = 'system') with check (actor_reach() = 'system');
