-- Who works in the union keeps its routes of approval: a guest or a reader who stands at its root does not.
alter policy insertable on delegation_route with check (actor_reach() = 'system' or actor_reach() = 'staff' and actor_is_at_root());
alter policy changeable on delegation_route using (actor_reach() = 'system' or actor_reach() = 'staff' and actor_is_at_root());
