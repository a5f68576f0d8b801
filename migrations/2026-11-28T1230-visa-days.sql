-- The last day of a visa is kept whatever its state: the rule refused one field for what stood in another, and a visa that is asked for anew has a last day too.
alter table delegation_member drop constraint if exists delegation_member_visa_granted;
