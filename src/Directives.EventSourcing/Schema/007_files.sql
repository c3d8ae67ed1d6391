-- Files, named by the SHA-256 of their bytes: a digest that an event carries says exactly which file is meant, and the
-- chain that covers the event covers the file. Written once, in one transaction; never changed and never deleted, also
-- when nothing refers to them any more.

create table es.file (
  sha256     bytea       primary key check (octet_length(sha256) = 32),
  size       bigint      not null check (size > 0),
  media_type text        not null,                         -- as the first who stored it called it
  stored_at  timestamptz not null default clock_timestamp()
);

create table es.file_chunk (
  sha256 bytea not null references es.file,
  number int   not null check (number >= 0),               -- 0, 1, 2 …: 256 KiB each, the last one what is left
  bytes  bytea not null,
  primary key (sha256, number)
);
alter table es.file_chunk alter column bytes set storage external;  -- documents and pictures come compressed

create trigger no_change before update or delete or truncate on es.file for each statement execute function es.no_rewrite();
create trigger no_change before update or delete or truncate on es.file_chunk for each statement execute function es.no_rewrite();

-- Whoever writes a file, its transaction only commits if the chunks are what the digest names. (Chunks that somebody adds
-- to a file behind its end are never read, and the verifier reports them.)
create function es.file_is_whole() returns trigger language plpgsql set search_path = es, pg_catalog, pg_temp as $$
declare
  v_whole bool;
begin
  select bool_and(octet_length(bytes) = least(262144, new.size - number * 262144::bigint))
         and sum(octet_length(bytes)) = new.size and sha256(string_agg(bytes, ''::bytea order by number)) = new.sha256
    into v_whole from file_chunk c where c.sha256 = new.sha256;
  if v_whole is not true then
    raise exception 'the chunks of file % are not what its digest and size say', encode(new.sha256, 'hex') using errcode = 'ES003';
  end if;
  return null;
end $$;
create constraint trigger whole after insert on es.file deferrable initially deferred for each row execute function es.file_is_whole();

-- The rule of 006 with one kind of table more: what a trigger keeps from being rewritten, the program adds to and no more.
create or replace function es.grant_roles() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_protected constant text[] := array['mt_events', 'mt_streams', 'ledger', 'command', 'migration'];
  v_role text;
  v_object record;
begin
  foreach v_role in array array['es_owner', 'es_app', 'es_read'] loop
    -- Roles belong to the whole cluster: another of its databases may be at this point too, and have been first. Whoever
    -- may not do this is told below what is missing.
    begin
      if to_regrole(v_role) is null then
        execute format('create role %I nologin', v_role);
      end if;
    exception when duplicate_object or unique_violation or insufficient_privilege then null;
    end;
    -- Whoever owned the events so far goes on migrating them, and running the program.
    for v_object in
      select o.name from (select current_user name union select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'es') o, pg_roles r
      where r.rolname = v_role and v_role <> 'es_read' and not pg_has_role(o.name, r.oid, 'member')
    loop
      begin
        execute format('grant %I to %I', v_role, v_object.name);
      exception when duplicate_object or unique_violation or insufficient_privilege then null;
      end;
    end loop;
    if to_regrole(v_role) is null then
      raise warning 'role % is missing and % may not create it', v_role, current_user
        using hint = 'The program works as its login, who owns the events. To separate them an administrator (who may create roles) runs: select es.grant_roles();';
      return;
    end if;
  end loop;

  if pg_has_role(current_user, 'es_owner', 'member') then
    perform es.give_schema('es', 'es_owner');
  else
    raise warning '% owns the events, not es_owner, of which it is no member', current_user
      using hint = 'To separate program and owner an administrator (who may grant es_owner) runs: select es.grant_roles();';
  end if;

  grant usage on schema es to es_app, es_read;
  grant select on all tables in schema es to es_app, es_read;
  grant select on all sequences in schema es to es_app, es_read;
  for v_object in
    select c.relkind kind, c.relname name,
           exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'es.no_rewrite()'::regprocedure) append_only
    from pg_class c where c.relnamespace = 'es'::regnamespace and c.relkind in ('r', 'p', 'S')
  loop
    if v_object.name = any(v_protected) then
      execute format('revoke insert, update, delete, truncate, references, trigger on es.%I from public, es_app, es_read', v_object.name);
    elsif v_object.append_only then
      execute format('revoke update, delete, truncate, references, trigger on es.%I from public, es_app, es_read', v_object.name);
      execute format('grant insert on es.%I to es_app', v_object.name);
    elsif v_object.kind <> 'S' then
      execute format('grant insert, update, delete on es.%I to es_app', v_object.name);
    elsif v_object.name <> 'mt_events_sequence' then
      execute format('grant usage on sequence es.%I to es_app', v_object.name);
    end if;
  end loop;

  revoke execute on all routines in schema es from public;
  grant execute on all routines in schema es to es_app;
  revoke execute on function es.grant_roles(), es.give_schema(name, name) from es_app;
  for v_object in select p.oid::regprocedure::text name from pg_proc p where p.pronamespace = 'es'::regnamespace and p.provolatile <> 'v' loop
    execute format('grant execute on routine %s to es_read', v_object.name);
  end loop;

  begin
    execute format('grant connect on database %I to es_app, es_read; grant create on database %1$I to es_app', current_database());
  exception
    when insufficient_privilege then null; -- told next
  end;
  if not has_database_privilege('es_app', current_database(), 'create') then
    raise warning 'es_app may not create read models in database %', current_database()
      using hint = format('The owner of the database runs: grant create on database %I to es_app;', current_database());
  end if;

  -- Read models that were made before there were roles.
  if pg_has_role(current_user, 'es_app', 'member') and has_database_privilege('es_app', current_database(), 'create') then
    perform es.give_schema(n.nspname, 'es_app')
    from pg_namespace n
    join es.mt_event_progression p on n.nspname = regexp_replace(regexp_replace(p.name, '^(.*):V(\d+):All$', '\1_v\2'), ':All$', '_v1')
    where n.nspowner <> 'es_app'::regrole and pg_has_role(current_user, n.nspowner, 'usage');
  end if;
end $$;

do $$ begin perform es.grant_roles(); end $$;
