-- Work that one process at a time does. Times are the database's, so that hosts whose clocks differ agree on who holds what.
create table es.lease (
  name   text        primary key,
  holder uuid        not null,                             -- the process
  until  timestamptz not null                              -- free for anybody from then on
) with (fillfactor = 50);

-- Projections that stand still before an event they cannot apply. What was decided about it is in the log.
create table es.projection_halt (
  projection text        primary key,                     -- as in mt_event_progression
  position   bigint      not null,                        -- of the event
  reason     text        not null,
  since      timestamptz not null default clock_timestamp()
);
