-- What changed lately in one unit is read from the end of its own lines, however long the union's history is.
create index history_unit_latest_idx on history (unit_id, unit_path, id desc);
drop index history_unit_idx;
