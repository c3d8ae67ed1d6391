-- Work that one host at a time does, and work that waits for its time. Times are the database's, so that hosts whose
-- clocks differ agree on who holds what.

create table es.lease (
  name   text        primary key,
  holder uuid        not null,                             -- the process
  until  timestamptz not null                              -- free for anybody from then on
);

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
