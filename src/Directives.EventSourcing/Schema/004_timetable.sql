-- Work that waits for its time. Leases of entries run by the database's clock, as all leases do.

create table es.timetable (
  id          uuid        primary key,
  kind        text        not null,                        -- whose it is: 'overdue'
  due_at      timestamptz not null,
  payload     jsonb       not null,
  lease_until timestamptz,                                 -- nobody claims it before: somebody fires it, or it pauses after a failure
  lease_token uuid,                                        -- of the claim that holds it; only that claim may close it
  attempts    int         not null default 0,
  last_error  text,
  done_at     timestamptz
);
create index timetable_due on es.timetable (kind, due_at) where done_at is null;
create index timetable_failing on es.timetable (kind, due_at) where done_at is null and last_error is not null;
