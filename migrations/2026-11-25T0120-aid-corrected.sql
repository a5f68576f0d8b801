-- An amount recorded by mistake is corrected, to nothing if need be; what it said stays in the history.
alter table aid_project_amount drop constraint aid_project_amount_amount_usd_check;
alter table aid_project_amount add check (amount_usd >= 0);
