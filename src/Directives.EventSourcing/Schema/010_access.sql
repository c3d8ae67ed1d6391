-- Who was shown what of that which not everybody may see. The program adds a row before it answers, and can do no more;
-- nobody changes or deletes one. Rows are kept as long as the events they speak of, so for ever: one has some 200 bytes.
create table es.disclosure (
  id             bigint      primary key generated always as identity,
  at             timestamptz not null default clock_timestamp(),
  user_name      text        not null,                     -- who, as in mt_events
  correlation_id text,                                     -- the trace of the request; rows of one request share it
  headers        jsonb       not null,                     -- and on whose behalf, as in mt_events
  operation      text        not null,
  level          text        not null,                     -- how far from public it was
  subject        uuid,                                     -- the stream; none when it was counted in figures only
  position       bigint      not null                      -- what was recorded up to here may have been shown
);
create index disclosure_by_subject on es.disclosure (subject, id);
create trigger no_change before update or delete or truncate on es.disclosure for each statement execute function es.no_rewrite();

-- Who brought a file, be it the first or after others: they may see again what they had.
create table es.file_sender (
  sha256 bytea       not null references es.file,
  sender text        not null,
  at     timestamptz not null default clock_timestamp(),
  primary key (sha256, sender)
);
create trigger no_change before update or delete or truncate on es.file_sender for each statement execute function es.no_rewrite();

do $$ begin perform es.grant_roles(); end $$;
