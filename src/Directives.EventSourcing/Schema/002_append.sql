-- The append functions again, with one thing more they can be asked: that the stream's last event is a certain one. A
-- version says how long a stream is, not what is in it. Whoever decided on an event that is still on its way names that
-- event, and is refused when another one took its place. (And faster: aggregates that sort for themselves, and answers
-- to repeats that are looked up only when there are repeats.) Both forms also tell how long the call waited for its turn
-- and how long it took but for the commit, in microseconds.

drop function es.append;
drop function es.append_one;
drop function es.take_turn;

-- Status of a command: 0 appended, 1 conflict (version tells the current one), 2 duplicate (the answer of the first
-- time), 3 archived, 4 key reused for another request.

-- Both forms name pg_temp last in their search path: left out, it would come first, and temporary tables of the session
-- would stand in for ours.

create function es.microseconds(p_since timestamptz) returns int language sql volatile as $$
  select (extract(epoch from clock_timestamp() - p_since) * 1000000)::int $$;

-- Appends take this lock, so that positions are given out in commit order. PostgreSQL makes a transaction visible
-- before it lets go of its locks, so whoever gets the lock next sees everything before it. Answers how long it waited.
create function es.take_turn(p_shard int) returns int language plpgsql as $$
declare
  v_ready timestamptz := clock_timestamp();
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'append needs read committed' using errcode = '25000';
  end if;
  if pg_advisory_xact_lock(1163087186, p_shard) is null then -- it never is; as an expression it is cheaper than as a statement
    raise exception 'no turn';
  end if;
  return es.microseconds(v_ready);
end $$;

-- Many commands, one call, one lock, one ledger row. Keys are distinct within a call; the events of a command stand
-- together, in order. A conflict leaves its neighbours alone. Several commands may name one stream: c_prev gives the
-- number of the command before on the same stream, 0 for the first, and each sees what those before it left. c_after
-- names the event a command must find last. Both are null when no command needs them, which is usual and needs no loop.
create function es.append(p_shard int, p_imported timestamptz,
  c_tenant varchar[], c_stream uuid[], c_type varchar[], c_expected bigint[], c_n int[], c_prev int[], c_key uuid[], c_hash bytea[],
  c_user varchar[], c_corr varchar[], c_caus varchar[], c_headers jsonb[],
  e_cmd int[], e_off int[], e_id uuid[], e_type varchar[], e_dotnet varchar[], e_data jsonb[], c_after uuid[] default null)
returns table (cmd int, status smallint, version bigint, last_seq bigint, events int, recorded_at timestamptz, waited int, worked int)
language plpgsql security definer set search_path = es, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_content bytea[]; v_base bigint; v_prev bytea; v_prev_at timestamptz; v_now timestamptz; v_root bytea;
  v_st smallint[]; v_cur bigint[]; v_cum bigint[]; v_left bigint[]; v_last uuid[]; v_event int := 0;
  v_total bigint; v_new int; v_old int; v_keys int; v_known int;
  v_begun timestamptz := clock_timestamp(); v_head bigint; v_waited int; v_worked int;
begin
  -- Before the lock: the hashes, over what PostgreSQL will store.
  select array_agg(content_hash(c_tenant[c], c_stream[c], i, t, dn, c_user[c], c_corr[c], c_caus[c], c_headers[c], d)) into v_content
    from unnest(e_cmd, e_id, e_type, e_dotnet, e_data) e(c, i, t, dn, d);

  v_waited := take_turn(p_shard);

  -- One query decides every command.
  select array_agg(q.st), array_agg(q.cur), array_agg(q.cum), coalesce(sum(q.n) filter (where q.st = 0), 0),
         count(*) filter (where q.st = 0 and q.cur = 0), count(*) filter (where q.st = 0 and q.cur > 0),
         count(*) filter (where q.st = 0 and q.k is not null), count(*) filter (where q.st = 2)
    into v_st, v_cur, v_cum, v_total, v_new, v_old, v_keys, v_known
  from (select z.*, sum(case when z.st = 0 then z.n else 0 end) over (order by z.o) cum from (
     select c.o, c.n, c.k, coalesce(s.version, 0) cur,
       (case when d.idem_key is not null then case when d.request_hash = c.h then 2 else 4 end
             when s.is_archived then 3
             when c.e is not null and c.e <> coalesce(s.version, 0) then 1 else 0 end)::smallint st
     from unnest(c_tenant, c_stream, c_expected, c_n, c_key, c_hash) with ordinality c(t, s, e, n, k, h, o)
     left join mt_streams s on s.tenant_id = c.t and s.id = c.s
     left join command d on d.tenant_id = c.t and d.idem_key = c.k) z order by z.o) q;

  if c_prev is not null or c_after is not null then
    -- What a command finds depends on the one before it on its stream, so these are decided in turn.
    if c_after is not null then
      select array_agg((select e.id from mt_events e where e.tenant_id = t and e.stream_id = s and e.version = cur)) into v_last
        from unnest(c_tenant, c_stream, v_cur) c(t, s, cur);
    end if;
    v_left := v_cur; v_total := 0; v_new := 0; v_old := 0; v_keys := 0;
    for i in 1 .. cardinality(c_n) loop
      v_event := v_event + c_n[i];
      if c_prev[i] > 0 then
        v_cur[i] := v_left[c_prev[i]];
        v_last[i] := v_last[c_prev[i]];
      end if;
      if v_st[i] in (0, 1) then
        v_st[i] := case when c_expected[i] <> v_cur[i] or c_after[i] is not null and c_after[i] is distinct from v_last[i] then 1 else 0 end;
      end if;
      v_left[i] := v_cur[i];
      if v_st[i] = 0 then
        v_left[i] := v_cur[i] + c_n[i];
        v_last[i] := e_id[v_event];
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
    select sha256('\x02'::bytea || string_agg(x || int8send(v_cur[c] + f), ''::bytea))
      into v_root from unnest(v_content, e_cmd, e_off) u(x, c, f) where v_st[c] = 0;
    insert into ledger values (p_shard, v_base + 1, v_base + v_total, v_now, v_root,
      chain_hash(p_shard, v_prev, v_base + 1, v_base + v_total, v_now, v_root));
    v_head := setval('mt_events_sequence', v_base + v_total);
  end if;

  v_worked := es.microseconds(v_begun);
  if v_known = 0 then
    return query select o::int, st, case when st = 0 then cur + n else cur end, case when st = 0 then v_base + cum end,
        case when st = 0 then n end, case when st = 0 then v_now end, v_waited, v_worked
      from unnest(c_n, v_st, v_cur, v_cum) with ordinality r(n, st, cur, cum, o);
  else
    return query select o::int, st, case st when 0 then cur + n when 2 then d.version else cur end, case when st = 0 then v_base + cum else d.last_seq end,
        case when st = 0 then n else d.events end, case when st = 0 then v_now else d.at end, v_waited, v_worked
      from unnest(c_tenant, c_key, c_n, v_st, v_cur, v_cum) with ordinality r(t, k, n, st, cur, cum, o)
      left join command d on r.st = 2 and d.tenant_id = r.t and d.idem_key = r.k order by o;
  end if;
end $$;

-- One command, with the same meaning as a batch of one, in plain variables: an idle system answers at once.
create function es.append_one(p_shard int, p_imported timestamptz,
  p_tenant varchar, p_stream uuid, p_type varchar, p_expected bigint, p_key uuid, p_hash bytea,
  p_user varchar, p_corr varchar, p_caus varchar, p_headers jsonb,
  e_id uuid[], e_type varchar[], e_dotnet varchar[], e_data jsonb[], p_after uuid default null,
  out status smallint, out version bigint, out last_seq bigint, out events int, out recorded_at timestamptz, out waited int, out worked int)
language plpgsql security definer set search_path = es, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_n int := cardinality(e_id); v_content bytea[]; v_one bytea; v_cur bigint; v_archived bool;
  v_known bytea; v_known_version bigint; v_known_seq bigint; v_known_events int; v_known_at timestamptz;
  v_base bigint; v_prev bytea; v_prev_at timestamptz; v_now timestamptz; v_root bytea;
  v_begun timestamptz := clock_timestamp(); v_head bigint;
begin
  if v_n = 1 then
    v_one := content_hash(p_tenant, p_stream, e_id[1], e_type[1], e_dotnet[1], p_user, p_corr, p_caus, p_headers, e_data[1]);
  else
    select array_agg(content_hash(p_tenant, p_stream, i, t, dn, p_user, p_corr, p_caus, p_headers, d) order by o) into v_content
      from unnest(e_id, e_type, e_dotnet, e_data) with ordinality e(i, t, dn, d, o);
  end if;

  waited := take_turn(p_shard);

  -- One look at everything the outcome depends on.
  select l.last_seq, l.chain, l.committed_at, coalesce(s.version, 0), s.is_archived, d.request_hash, d.version, d.last_seq, d.events, d.at
    into v_base, v_prev, v_prev_at, v_cur, v_archived, v_known, v_known_version, v_known_seq, v_known_events, v_known_at
    from (select l.last_seq, l.chain, l.committed_at from ledger l where l.shard = p_shard order by l.last_seq desc limit 1) l
    left join mt_streams s on s.tenant_id = p_tenant and s.id = p_stream
    left join command d on d.tenant_id = p_tenant and d.idem_key = p_key;

  status := case when v_known is not null then case when v_known = p_hash then 2 else 4 end
                 when v_archived then 3
                 when p_expected <> v_cur then 1
                 when p_after is not null and p_after is distinct from
                   (select e.id from mt_events e where e.tenant_id = p_tenant and e.stream_id = p_stream and e.version = v_cur) then 1
                 else 0 end;
  if status = 2 then
    version := v_known_version; last_seq := v_known_seq; events := v_known_events; recorded_at := v_known_at;
    worked := es.microseconds(v_begun);
    return;
  elsif status > 0 then
    version := v_cur;
    worked := es.microseconds(v_begun);
    return;
  end if;

  v_now := recording_time(v_prev_at, p_imported);
  version := v_cur + v_n; last_seq := v_base + v_n; events := v_n; recorded_at := v_now;
  if v_n = 1 then
    v_root := sha256('\x02'::bytea || v_one || int8send(version));
  else
    select sha256('\x02'::bytea || string_agg(x || int8send(v_cur + o), ''::bytea order by o)) into v_root from unnest(v_content) with ordinality u(x, o);
  end if;

  if v_n = 1 then
    with s as (
      insert into mt_streams (tenant_id, id, type, version, timestamp, created) values (p_tenant, p_stream, p_type, 1, v_now, v_now)
      on conflict (tenant_id, id) do update set version = v_cur + 1, timestamp = v_now),
    e as (
      insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name)
      values (v_base + 1, e_id[1], p_stream, v_cur + 1, e_data[1], e_type[1], v_now, p_tenant, e_dotnet[1], p_corr, p_caus, p_headers, p_user)),
    c as (insert into command select p_tenant, p_key, p_hash, p_stream, v_cur + 1, v_base + 1, 1, v_now where p_key is not null)
    insert into ledger values (p_shard, v_base + 1, v_base + 1, v_now, v_root,
      chain_hash(p_shard, v_prev, v_base + 1, v_base + 1, v_now, v_root));
  else
    insert into mt_streams (tenant_id, id, type, version, timestamp, created) values (p_tenant, p_stream, p_type, v_n, v_now, v_now)
    on conflict (tenant_id, id) do update set version = v_cur + v_n, timestamp = v_now;
    insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name)
    select v_base + o, i, p_stream, v_cur + o, d, t, v_now, p_tenant, dn, p_corr, p_caus, p_headers, p_user
    from unnest(e_id, e_type, e_dotnet, e_data) with ordinality e(i, t, dn, d, o);
    if p_key is not null then
      insert into command values (p_tenant, p_key, p_hash, p_stream, v_cur + v_n, v_base + v_n, v_n, v_now);
    end if;
    insert into ledger values (p_shard, v_base + 1, v_base + v_n, v_now, v_root,
      chain_hash(p_shard, v_prev, v_base + 1, v_base + v_n, v_now, v_root));
  end if;
  v_head := setval('mt_events_sequence', v_base + v_n);
  worked := es.microseconds(v_begun);
end $$;

