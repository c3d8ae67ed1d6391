-- Folded state of long streams, so that a cold start need not read them whole. A cache: any row may be deleted at any
-- time, and a row is only used by a program that folds exactly as the one that wrote it.
create table es.snapshot (
  tenant_id  varchar     not null,
  stream_id  uuid        not null,
  schema     text        not null,   -- which rules folded it
  version    bigint      not null,   -- of the last event it has seen
  data       bytea       not null,
  written_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, stream_id, schema)
);
alter table es.snapshot alter column data set storage external;  -- comes compressed
