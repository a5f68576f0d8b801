-- Auditors read the history by day and by person; lines come in the order of time, so ranges of blocks are enough.
create index history_at_idx on history using brin (at);
