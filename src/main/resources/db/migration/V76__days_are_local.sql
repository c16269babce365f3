-- A day begins at midnight where people live, not in the time zone of the server: a link, an involvement and a leave to read in part take effect and end
-- by it. Module: casefile.

create function local_day(p_at timestamptz) returns date language sql immutable as $$
    select (p_at at time zone 'Europe/London')::date
$$;

-- Only the day is told another way; the functions stay as they were written.
do $$
declare
    v_function regprocedure;
    v_before   text;
    v_after    text;
begin
    foreach v_function in array array['family_at(uuid,timestamptz)', 'own_relations_without_end(uuid,timestamptz)', 'case_relations(uuid,timestamptz)',
                                      'reading_lack(uuid,uuid,timestamptz,timestamptz)']::regprocedure[] loop
        v_before := pg_get_functiondef(v_function);
        v_after := regexp_replace(v_before, '\m(p_at|p_by)::date', 'local_day(\1)', 'g');
        if v_after = v_before then
            raise exception 'The function % no longer asks for the day', v_function;
        end if;
        execute v_after;
    end loop;
end $$;
