-- A role that was given by mistake ends on the day it was given.
alter table access_appointment drop constraint access_appointment_check;
alter table access_appointment add check (until_on >= from_on);
