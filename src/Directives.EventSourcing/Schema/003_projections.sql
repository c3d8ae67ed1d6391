-- Who does what only one node should do. Leases run by the database's clock and lapse by themselves.
create table if not exists es.lease (
  name   text        primary key,
  holder uuid        not null,
  until  timestamptz not null
) with (fillfactor = 50);

-- Projections that stand still before an event they cannot apply. What was decided about it is in the log.
create table es.projection_halt (
  projection text        primary key,                     -- as in mt_event_progression
  position   bigint      not null,                        -- of the event
  reason     text        not null,
  since      timestamptz not null default clock_timestamp()
);
