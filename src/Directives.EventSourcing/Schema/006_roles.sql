-- Who may do what. Nobody logs in with these roles; logins are made members of them.
--   es_owner  owns the schema es and everything in it; the append functions run as it
--   es_app    the program: appends through the functions, reads everything, writes what is not protected, and makes
--             read models in schemas of its own
--   es_read   reads the schema es and verifies the chain: auditors, Marten's readers
--
-- The grants follow a rule, not a list, and may be given again at any time. A later script that adds tables or functions
-- ends with `do $$ begin perform es.grant_roles(); end $$`. Where the migrating login may not make the roles, the program
-- goes on as that login (the triggers and the chain still hold) until an administrator runs `select es.grant_roles()`.

-- Gives a schema and everything in it to a role.
create function es.give_schema(p_schema name, p_role name) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_schema oid := (select oid from pg_namespace where nspname = p_schema);
  v_role oid := (select oid from pg_roles where rolname = p_role);
  v_object record;
begin
  execute format('alter schema %I owner to %I', p_schema, p_role);
  for v_object in
    -- A sequence that belongs to a column follows its table.
    select case when c.relkind = 'S' then 'sequence' else 'table' end kind, c.oid::regclass::text name from pg_class c
    where c.relnamespace = v_schema and c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relowner <> v_role
      and not exists (select from pg_depend d where c.relkind = 'S' and d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i'))
    union all
    select 'routine', p.oid::regprocedure::text from pg_proc p where p.pronamespace = v_schema and p.proowner <> v_role
  loop
    execute format('alter %s %s owner to %I', v_object.kind, v_object.name, p_role);
  end loop;
end $$;

create function es.grant_roles() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
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
    select c.relkind kind, c.relname name from pg_class c where c.relnamespace = 'es'::regnamespace and c.relkind in ('r', 'p', 'S')
  loop
    if v_object.name = any(v_protected) then
      execute format('revoke insert, update, delete, truncate, references, trigger on es.%I from public, es_app, es_read', v_object.name);
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
