-- Finding people by the words of their names, without looking at every name. Module: casefile.
-- Words are kept without case, accents and punctuation: "Zoë O'Brien-Łuk" is zoe, o, brien, obrien, łuk.

create function plain_name(p_text text) returns text language sql immutable parallel safe as $$
    select lower(regexp_replace(normalize(coalesce(p_text, ''), NFKD), '[\u0300-\u036f]', '', 'g'))
$$;

-- The schema is named where one function asks another: an index asks with no other schema in its path.
-- What somebody types, as words of at least two letters; an apostrophe parts no word.
create function asked_words(p_text text) returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct w order by w), '{}')
      from regexp_split_to_table(regexp_replace(public.plain_name(p_text), '[''’`]', '', 'g'), '[^[:alnum:]]+') w where length(w) >= 2
$$;

-- What a name is found by: the same, and what stands on either side of an apostrophe.
create function name_words(p_text text) returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct w order by w), '{}')
      from (select regexp_split_to_table(public.plain_name(p_text), '[^[:alnum:]]+') as w
            union select regexp_split_to_table(regexp_replace(public.plain_name(p_text), '[''’`]', '', 'g'), '[^[:alnum:]]+')) s where w <> ''
$$;

create table person_word (
    person_id uuid not null references person on delete cascade,
    name      text not null,
    word      text not null,
    primary key (person_id, name, word)
);
comment on table person_word is 'the words of every name somebody has or had; kept by triggers on person and person_name';
create index person_word_word on person_word (word text_pattern_ops, person_id);
grant select on person_word to throughline_app;

create function person_words_are_kept() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if tg_op = 'UPDATE' then
        delete from person_word where person_id = old.id and name = old.name
           and not exists (select 1 from person_name n where n.person_id = old.id and n.name = old.name);
    end if;
    insert into person_word (person_id, name, word) select new.id, new.name, w from unnest(name_words(new.name)) w on conflict do nothing;
    return null;
end $$;
create trigger person_words_begin after insert on person for each row execute function person_words_are_kept();
create trigger person_words_are_kept after update of name on person for each row when (new.name is distinct from old.name) execute function person_words_are_kept();

create function person_name_words_are_kept() returns trigger language plpgsql security definer set search_path = public as $$
begin
    insert into person_word (person_id, name, word) select new.person_id, new.name, w from unnest(name_words(new.name)) w on conflict do nothing;
    return null;
end $$;
create trigger person_name_words_are_kept after insert on person_name for each row execute function person_name_words_are_kept();

insert into person_word (person_id, name, word)
select n.id, n.name, w from (select id, name from person union select person_id, name from person_name) n cross join lateral unnest(name_words(n.name)) w
on conflict do nothing;

-- A reference by its beginning, or by one of its parts.
create index casefile_reference_plain on casefile (lower(reference) text_pattern_ops);
create index casefile_reference_words on casefile using gin (name_words(reference));

insert into rule_value (id, value, unit, meaning, source, status) values
 ('LU1', 30, 'questions', 'one login may look for families, or ask whether a child is known, so many times within LU2', 'security.md', 'proposal'),
 ('LU2', 10, 'minutes',   'the time in which LU1 questions may be asked',                                             'security.md', 'proposal');
