-- For appends that belong together: a batch of es.append calls, sent in one piece, is one transaction, and this in each of
-- them ends it as soon as one command is not written (and was not written before: a repeat is as good).
create function es.must_be_recorded(p_status smallint, p_stream uuid) returns boolean language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if p_status not in (0, 2) then
    raise exception 'the append to % was not possible: status %', p_stream, p_status using errcode = 'ES004';
  end if;
  return true;
end $$;

do $$ begin perform es.grant_roles(); end $$;
