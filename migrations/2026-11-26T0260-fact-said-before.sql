-- A fact that was corrected and then said not to hold keeps what was said before: taken back, the correction counts again.
alter table reference_correction add column said_before jsonb
  check (said_before is null or jsonb_typeof(said_before -> 'fields') = 'object' and jsonb_typeof(said_before -> 'source') = 'string');
alter table reference_correction add check (said_before is null or state = 'taken_out');
comment on column reference_correction.said_before is 'Of a fact taken out: the fields and the source of the correction that stood before it.';
