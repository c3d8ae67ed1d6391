-- The event store. The four mt_* objects have exactly the shape of Marten 9 (conjoined tenancy, every metadata
-- column on), so that Marten can read this database; whatever is ours stands in tables of its own beside them.

create table es.mt_streams (
  tenant_id   varchar     not null default '*DEFAULT*',
  id          uuid        not null,
  type        varchar,                                     -- the aggregate, snake_case: 'directive'
  version     bigint,                                      -- of its last event
  timestamp   timestamptz not null default now(),          -- of its last event
  created     timestamptz not null default now(),
  is_archived bool        default false,
  constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id)
) with (fillfactor = 80);                                  -- room for in-page updates of version

create table es.mt_events (
  seq_id         bigint      not null,                     -- the position: dense, in commit order, over all streams
  id             uuid        not null,
  stream_id      uuid,
  version        bigint      not null,                     -- 1, 2, 3 … within the stream
  data           jsonb       not null,
  bdata          bytea,                                    -- Marten's binary payload; never used here, always null
  type           varchar(500) not null,                    -- the stored name: 'task_identified'
  timestamp      timestamptz not null default now(),       -- recorded at: the server's clock, strictly rising
  tenant_id      varchar     default '*DEFAULT*',
  mt_dotnet_type varchar,
  correlation_id varchar,
  causation_id   varchar,
  headers        jsonb,
  user_name      varchar,
  is_archived    bool        default false,
  constraint pkey_mt_events_seq_id primary key (seq_id)
);
create unique index pk_mt_events_stream_and_version on es.mt_events (tenant_id, stream_id, version);

-- Positions come from the ledger; the sequence only mirrors the head, for Marten's readers.
create sequence es.mt_events_sequence owned by es.mt_events.seq_id;

create table es.mt_event_progression (
  name         varchar constraint pk_mt_event_progression primary key,
  last_seq_id  bigint,
  last_updated timestamptz default transaction_timestamp()
) with (fillfactor = 50);

-- One row per append call: which positions it wrote, when, and the hash chain over everything so far.
create table es.ledger (
  shard        int         not null,
  first_seq    bigint      not null,
  last_seq     bigint      not null,
  committed_at timestamptz not null,
  root         bytea       not null,                       -- of the call's events, in order
  chain        bytea       not null,                       -- of the previous chain value and this row
  primary key (shard, last_seq)
);
create index ledger_by_time on es.ledger (shard, committed_at);

-- A chain of its own for every database: a row cut out of another ledger never fits.
insert into es.ledger
select 1, 0, 0, '2000-01-01Z', g, g from (select sha256('directives:genesis:' || uuid_send(gen_random_uuid())) g) genesis;

-- Every idempotency key that was ever used, and what came of it.
create table es.command (
  tenant_id    varchar     not null,
  idem_key     uuid        not null,
  request_hash bytea       not null,
  stream_id    uuid        not null,
  version      bigint      not null,
  last_seq     bigint      not null,
  events       int         not null,
  at           timestamptz not null,
  primary key (tenant_id, idem_key)
);

-- What the chain covers of one event. Its version and position are covered by the root and the ledger row.
create function es.content_hash(t varchar, s uuid, i uuid, ty varchar, dn varchar, u varchar, co varchar, ca varchar, h jsonb, d jsonb)
returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(jsonb_build_array(t, s, i, ty, dn, u, co, ca, h, d)::text, 'UTF8')) $$;

create function es.chain_hash(shard int, previous bytea, first_seq bigint, last_seq bigint, at timestamptz, root bytea)
returns bytea language sql stable parallel safe as $$
  select sha256('\x03'::bytea || int4send(shard) || previous || int8send(first_seq) || int8send(last_seq) || timestamptz_send(at) || root) $$;

-- Appends take this lock, so that positions are given out in commit order. PostgreSQL makes a transaction visible
-- before it lets go of its locks, so whoever gets the lock next sees everything before it.
create function es.take_turn(p_shard int) returns void language plpgsql as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'append needs read committed' using errcode = '25000';
  end if;
  perform pg_advisory_xact_lock(1163087186, p_shard);
end $$;

-- The time an append is recorded at: never before or equal to the last one. Only a history import names its own.
create function es.recording_time(p_previous timestamptz, p_imported timestamptz) returns timestamptz language plpgsql as $$
begin
  if p_imported is null then
    return greatest(clock_timestamp(), p_previous + interval '1 microsecond');
  end if;
  if p_imported <= p_previous or p_imported > clock_timestamp() then
    raise exception 'history of % cannot follow %: recorded times only rise, and not into the future', p_imported, p_previous
      using errcode = 'ES002';
  end if;
  return p_imported;
end $$;

-- Status of a command: 0 appended, 1 conflict (version tells the current one), 2 duplicate (the answer of the first
-- time), 3 archived, 4 key reused for another request.

-- Both forms name pg_temp last in their search path: left out, it would come first, and temporary tables of the session
-- would stand in for ours.

-- Many commands, one call, one lock, one ledger row. Keys are distinct within a call; the events of a command stand
-- together, in order. A conflict leaves its neighbours alone. Several commands may name one stream: c_prev gives the
-- number of the command before on the same stream, 0 for the first, and each sees what those before it left. c_prev is
-- null when no stream comes twice, which is the usual case and needs no loop.
create function es.append(p_shard int, p_imported timestamptz,
  c_tenant varchar[], c_stream uuid[], c_type varchar[], c_expected bigint[], c_n int[], c_prev int[], c_key uuid[], c_hash bytea[],
  c_user varchar[], c_corr varchar[], c_caus varchar[], c_headers jsonb[],
  e_cmd int[], e_off int[], e_id uuid[], e_type varchar[], e_dotnet varchar[], e_data jsonb[])
returns table (cmd int, status smallint, version bigint, last_seq bigint, events int, recorded_at timestamptz)
language plpgsql security definer set search_path = es, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_content bytea[]; v_base bigint; v_prev bytea; v_prev_at timestamptz; v_now timestamptz; v_root bytea;
  v_st smallint[]; v_cur bigint[]; v_cum bigint[]; v_dup_version bigint[]; v_dup_seq bigint[]; v_dup_n int[]; v_dup_at timestamptz[];
  v_total bigint; v_new int; v_old int; v_keys int; v_after bigint[];
begin
  -- Before the lock: the hashes, over what PostgreSQL will store.
  select array_agg(content_hash(c_tenant[c], c_stream[c], i, t, dn, c_user[c], c_corr[c], c_caus[c], c_headers[c], d) order by o) into v_content
    from unnest(e_cmd, e_id, e_type, e_dotnet, e_data) with ordinality e(c, i, t, dn, d, o);

  perform take_turn(p_shard);

  -- One query decides every command.
  select array_agg(q.st order by q.o), array_agg(q.cur order by q.o), array_agg(q.cum order by q.o),
         array_agg(q.dv order by q.o), array_agg(q.ds order by q.o), array_agg(q.dn order by q.o), array_agg(q.da order by q.o),
         coalesce(sum(q.n) filter (where q.st = 0), 0), count(*) filter (where q.st = 0 and q.cur = 0),
         count(*) filter (where q.st = 0 and q.cur > 0), count(*) filter (where q.st = 0 and q.k is not null)
    into v_st, v_cur, v_cum, v_dup_version, v_dup_seq, v_dup_n, v_dup_at, v_total, v_new, v_old, v_keys
  from (select z.*, sum(case when z.st = 0 then z.n else 0 end) over (order by z.o) cum from (
     select c.o, c.n, c.k, coalesce(s.version, 0) cur, d.version dv, d.last_seq ds, d.events dn, d.at da,
       (case when d.idem_key is not null then case when d.request_hash = c.h then 2 else 4 end
             when s.is_archived then 3
             when c.e is not null and c.e <> coalesce(s.version, 0) then 1 else 0 end)::smallint st
     from unnest(c_tenant, c_stream, c_expected, c_n, c_key, c_hash) with ordinality c(t, s, e, n, k, h, o)
     left join mt_streams s on s.tenant_id = c.t and s.id = c.s
     left join command d on d.tenant_id = c.t and d.idem_key = c.k) z) q;

  if c_prev is not null then
    -- What a command finds depends on the one before it on its stream, so these are decided in turn.
    v_after := v_cur; v_total := 0; v_new := 0; v_old := 0; v_keys := 0;
    for i in 1 .. cardinality(c_n) loop
      if c_prev[i] > 0 then
        v_cur[i] := v_after[c_prev[i]];
      end if;
      if v_st[i] in (0, 1) then
        v_st[i] := case when c_expected[i] <> v_cur[i] then 1 else 0 end;
      end if;
      v_after[i] := v_cur[i];
      if v_st[i] = 0 then
        v_after[i] := v_cur[i] + c_n[i];
        v_total := v_total + c_n[i];
        v_keys := v_keys + (c_key[i] is not null)::int;
        v_new := v_new + (v_cur[i] = 0)::int;
        v_old := v_old + (v_cur[i] > 0)::int;
      end if;
      v_cum[i] := v_total;
    end loop;
  end if;

  if v_total > 0 then
    select l.last_seq, l.chain, l.committed_at into v_base, v_prev, v_prev_at
      from ledger l where l.shard = p_shard order by l.last_seq desc limit 1;
    v_now := recording_time(v_prev_at, p_imported);
    if v_new > 0 then
      insert into mt_streams (tenant_id, id, type, version, timestamp, created)
      select t, s, ty, n, v_now, v_now from unnest(c_tenant, c_stream, c_type, c_n, v_st, v_cur) c(t, s, ty, n, st, cur) where st = 0 and cur = 0;
    end if;
    if v_old > 0 and c_prev is null then
      update mt_streams m set version = c.cur + c.n, timestamp = v_now
      from unnest(c_tenant, c_stream, c_n, v_st, v_cur) c(t, s, n, st, cur) where m.tenant_id = c.t and m.id = c.s and c.st = 0 and c.cur > 0;
    elsif v_old > 0 then
      update mt_streams m set version = c.version, timestamp = v_now
      from (select t, s, max(cur + n) as version from unnest(c_tenant, c_stream, c_n, v_st, v_cur) c(t, s, n, st, cur) where st = 0 and cur > 0 group by t, s) c
      where m.tenant_id = c.t and m.id = c.s;
    end if;
    insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name)
    select v_base + v_cum[c] - c_n[c] + f, i, c_stream[c], v_cur[c] + f, d, t, v_now, c_tenant[c], dn, c_corr[c], c_caus[c], c_headers[c], c_user[c]
    from unnest(e_cmd, e_off, e_id, e_type, e_dotnet, e_data) e(c, f, i, t, dn, d) where v_st[c] = 0;
    if v_keys > 0 then
      insert into command select t, k, h, s, cur + n, v_base + cum, n, v_now
      from unnest(c_tenant, c_key, c_hash, c_stream, c_n, v_st, v_cur, v_cum) c(t, k, h, s, n, st, cur, cum) where st = 0 and k is not null;
    end if;
    select sha256('\x02'::bytea || string_agg(x || int8send(v_cur[c] + f), ''::bytea order by o))
      into v_root from unnest(v_content, e_cmd, e_off) with ordinality u(x, c, f, o) where v_st[c] = 0;
    insert into ledger values (p_shard, v_base + 1, v_base + v_total, v_now, v_root,
      chain_hash(p_shard, v_prev, v_base + 1, v_base + v_total, v_now, v_root));
    perform setval('mt_events_sequence', v_base + v_total);
  end if;

  return query select o::int, st,
      case st when 0 then cur + n when 2 then dv else cur end,
      case st when 0 then v_base + cum when 2 then ds end,
      case st when 0 then n when 2 then dn end,
      case st when 0 then v_now when 2 then da end
    from unnest(c_n, v_st, v_cur, v_cum, v_dup_version, v_dup_seq, v_dup_n, v_dup_at) with ordinality r(n, st, cur, cum, dv, ds, dn, da, o);
end $$;

-- One command, with the same meaning as a batch of one, in plain variables: an idle system answers at once.
create function es.append_one(p_shard int, p_imported timestamptz,
  p_tenant varchar, p_stream uuid, p_type varchar, p_expected bigint, p_key uuid, p_hash bytea,
  p_user varchar, p_corr varchar, p_caus varchar, p_headers jsonb,
  e_id uuid[], e_type varchar[], e_dotnet varchar[], e_data jsonb[],
  out status smallint, out version bigint, out last_seq bigint, out events int, out recorded_at timestamptz)
language plpgsql security definer set search_path = es, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_n int := cardinality(e_id); v_content bytea[]; v_one bytea; v_cur bigint; v_archived bool;
  v_known bytea; v_known_version bigint; v_known_seq bigint; v_known_events int; v_known_at timestamptz;
  v_base bigint; v_prev bytea; v_prev_at timestamptz; v_now timestamptz; v_root bytea;
begin
  if v_n = 1 then
    v_one := content_hash(p_tenant, p_stream, e_id[1], e_type[1], e_dotnet[1], p_user, p_corr, p_caus, p_headers, e_data[1]);
  else
    select array_agg(content_hash(p_tenant, p_stream, i, t, dn, p_user, p_corr, p_caus, p_headers, d) order by o) into v_content
      from unnest(e_id, e_type, e_dotnet, e_data) with ordinality e(i, t, dn, d, o);
  end if;

  perform take_turn(p_shard);

  -- One look at everything the outcome depends on.
  select l.last_seq, l.chain, l.committed_at, coalesce(s.version, 0), s.is_archived, d.request_hash, d.version, d.last_seq, d.events, d.at
    into v_base, v_prev, v_prev_at, v_cur, v_archived, v_known, v_known_version, v_known_seq, v_known_events, v_known_at
    from (select l.last_seq, l.chain, l.committed_at from ledger l where l.shard = p_shard order by l.last_seq desc limit 1) l
    left join mt_streams s on s.tenant_id = p_tenant and s.id = p_stream
    left join command d on d.tenant_id = p_tenant and d.idem_key = p_key;

  status := case when v_known is not null then case when v_known = p_hash then 2 else 4 end
                 when v_archived then 3
                 when p_expected <> v_cur then 1 else 0 end;
  if status = 2 then
    version := v_known_version; last_seq := v_known_seq; events := v_known_events; recorded_at := v_known_at;
    return;
  elsif status > 0 then
    version := v_cur;
    return;
  end if;

  v_now := recording_time(v_prev_at, p_imported);
  version := v_cur + v_n; last_seq := v_base + v_n; events := v_n; recorded_at := v_now;
  if v_n = 1 then
    v_root := sha256('\x02'::bytea || v_one || int8send(version));
  else
    select sha256('\x02'::bytea || string_agg(x || int8send(v_cur + o), ''::bytea order by o)) into v_root from unnest(v_content) with ordinality u(x, o);
  end if;

  if v_cur = 0 then
    insert into mt_streams (tenant_id, id, type, version, timestamp, created) values (p_tenant, p_stream, p_type, v_n, v_now, v_now);
  else
    update mt_streams m set version = v_cur + v_n, timestamp = v_now where m.tenant_id = p_tenant and m.id = p_stream;
  end if;
  if v_n = 1 then
    with e as (
      insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name)
      values (v_base + 1, e_id[1], p_stream, v_cur + 1, e_data[1], e_type[1], v_now, p_tenant, e_dotnet[1], p_corr, p_caus, p_headers, p_user)),
    c as (insert into command select p_tenant, p_key, p_hash, p_stream, v_cur + 1, v_base + 1, 1, v_now where p_key is not null)
    insert into ledger values (p_shard, v_base + 1, v_base + 1, v_now, v_root,
      chain_hash(p_shard, v_prev, v_base + 1, v_base + 1, v_now, v_root));
  else
    insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name)
    select v_base + o, i, p_stream, v_cur + o, d, t, v_now, p_tenant, dn, p_corr, p_caus, p_headers, p_user
    from unnest(e_id, e_type, e_dotnet, e_data) with ordinality e(i, t, dn, d, o);
    if p_key is not null then
      insert into command values (p_tenant, p_key, p_hash, p_stream, v_cur + v_n, v_base + v_n, v_n, v_now);
    end if;
    insert into ledger values (p_shard, v_base + 1, v_base + v_n, v_now, v_root,
      chain_hash(p_shard, v_prev, v_base + 1, v_base + v_n, v_now, v_root));
  end if;
  perform setval('mt_events_sequence', v_base + v_n);
end $$;

-- Recomputes the chain. first_bad is the last position of the first ledger row that does not fit; stray counts
-- events that no ledger row accounts for.
create function es.verify(p_shard int) returns table (batches bigint, events bigint, first_bad bigint, stray bigint)
language sql stable as $$
  with link as (
    select l.*, lag(chain) over by_seq previous, lag(last_seq) over by_seq previous_last
    from es.ledger l where shard = p_shard window by_seq as (order by last_seq)),
  checked as (
    select l.last_seq, l.last_seq - l.first_seq + 1 n,
           l.first_seq = l.previous_last + 1 and l.root = e.root
             and l.chain = es.chain_hash(p_shard, l.previous, l.first_seq, l.last_seq, l.committed_at, l.root) fits
    from link l cross join lateral (
      select sha256('\x02'::bytea || string_agg(
          es.content_hash(tenant_id, stream_id, id, type, mt_dotnet_type, user_name, correlation_id, causation_id, headers, data)
            || int8send(version), ''::bytea order by seq_id)) root
      from es.mt_events e
      where e.seq_id between l.first_seq and l.last_seq and e.timestamp = l.committed_at and e.bdata is null) e
    where l.previous is not null)
  select count(*), coalesce(sum(n), 0)::bigint, min(last_seq) filter (where fits is not true),
         (select count(*) from es.mt_events) - coalesce(sum(n), 0)::bigint
  from checked $$;

-- Append-only, also for whoever owns the tables. Archiving is the one mark Marten may set.
create function es.no_rewrite() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'mt_events' and tg_level = 'ROW' then
    -- As text, as it is hashed: to jsonb 1.0 and 1.00 are equal.
    if (to_jsonb(old) - 'is_archived')::text = (to_jsonb(new) - 'is_archived')::text then
      return new;
    end if;
  end if;
  raise exception 'append-only: % on %.% refused', tg_op, tg_table_schema, tg_table_name using errcode = 'ES001';
end $$;
create trigger no_update before update on es.mt_events for each row execute function es.no_rewrite();
create trigger no_delete before delete or truncate on es.mt_events for each statement execute function es.no_rewrite();
create trigger no_change before update or delete or truncate on es.ledger for each statement execute function es.no_rewrite();
create trigger no_change before update or delete or truncate on es.command for each statement execute function es.no_rewrite();
