-- What a visit really cost. The budget is part of the decided file and stays; what was advanced and spent stands beside it, in rows of its own.
create table delegation_settlement_line (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  budget_line_id uuid references delegation_budget_line (id),
  description text,
  payer text,
  currency text,
  advanced numeric,
  spent numeric,
  note text
);
alter table delegation_settlement_line add constraint delegation_settlement_line_once unique (budget_line_id);
alter table delegation_settlement_line add constraint delegation_settlement_line_named check (num_nonnulls(description, payer, currency) = case when budget_line_id is null then 3 else 0 end);
alter table delegation_settlement_line add constraint delegation_settlement_line_currency_check check (currency ~ '^[A-Z]{3}$');
alter table delegation_settlement_line add constraint delegation_settlement_line_payer_check check (payer in ('union', 'unit', 'partner', 'self', 'state', 'other'));
alter table delegation_settlement_line add constraint delegation_settlement_line_advanced_check check (advanced >= 0);
alter table delegation_settlement_line add constraint delegation_settlement_line_spent_check check (spent >= 0);
comment on table delegation_settlement_line is 'What was advanced and spent on a line of the budget, or on something that the budget did not have.';
comment on column delegation_settlement_line.description is 'What was paid for, where no line of the budget says it; payer and currency too.';
comment on column delegation_settlement_line.advanced is 'What the payer had handed over or paid already; null while nobody has said.';
comment on column delegation_settlement_line.note is 'Why more or less was spent than planned.';
call part_rows('delegation_settlement_line', 'delegation');

alter table delegation add column settlement_note text;
comment on column delegation.settlement_note is 'Why more or less was spent than planned, where one sentence explains all of it.';
