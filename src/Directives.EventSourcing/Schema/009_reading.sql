-- The program owns its read models, and an owner sees every row. So that policies can hold for what it reads on somebody's
-- behalf it takes another role for that: es_seer, which owns nothing and sees what policies let it see.

create function es.grant_seer() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_member text;
begin
  begin
    if to_regrole('es_seer') is null then
      create role es_seer nologin;
    end if;
  exception when duplicate_object or unique_violation or insufficient_privilege then null;
  end;
  if to_regrole('es_seer') is null then
    raise warning 'role es_seer is missing and % may not create it', current_user
      using hint = 'Nobody can read what policies guard until an administrator (who may create roles) runs: select es.grant_seer();';
    return;
  end if;
  -- Whoever runs the program: a member of es_app, or, without roles, the login itself.
  for v_member in
    select r.rolname from pg_roles r where r.rolname in ('es_app', current_user, session_user) and not pg_has_role(r.oid, 'es_seer', 'member')
  loop
    begin
      execute format('grant es_seer to %I', v_member);
    exception when duplicate_object or unique_violation or insufficient_privilege or internal_error then null; -- somebody else just did, or tells below
    end;
  end loop;
  if to_regrole('es_app') is not null and not pg_has_role('es_app', 'es_seer', 'member') then
    raise warning 'es_app is no member of es_seer and % may not make it one', current_user
      using hint = 'Nobody can read what policies guard until an administrator runs: select es.grant_seer();';
  end if;
end $$;

revoke execute on function es.grant_seer() from public;

do $$ begin perform es.grant_seer(); perform es.grant_roles(); end $$;
