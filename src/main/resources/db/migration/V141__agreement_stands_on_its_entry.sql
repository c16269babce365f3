-- The second wall of an agreement again: it comes into force with the entry that went through the gate, so nobody signs for the agency who may not act on the file; nobody with a
-- conflict of interest approves it. Module: agreement.

create function agreement_stands_on_its_entry() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if old.entry_seq is not null and (new.entry_file, new.entry_seq) is distinct from (old.entry_file, old.entry_seq) then
        raise exception 'An agreement keeps the entry on which it stands.' using errcode = '23TB2';
    end if;
    if old.in_force_from is null and new.in_force_from is not null and not exists (
           select 1 from entry e join agreement_approval p on p.agreement_id = new.id and p.number = new.number and p.outcome = 'APPROVED' and p.at <= e.filed_at
           where e.casefile_id = new.entry_file and e.seq = new.entry_seq and e.casefile_id = new.casefile_id and e.kind = 'ENTRY' and e.event_type = 'AGREEMENT_MADE'
             and (e.standing in ('AUTHORISED', 'URGENT') or exists (select 1 from practitioner w join agency g on g.id = w.agency_id where w.id = e.recorded_by and not g.gated))) then
        raise exception 'An agreement comes into force with its entry, made by somebody who may act on the file.' using errcode = '23TB2';
    end if;
    return new;
end $$;
-- named to come after agreement_keeps_its_word
create trigger agreement_stands_on_its_entry before update on agreement for each row execute function agreement_stands_on_its_entry();

create function agreement_approval_without_conflict() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if exists (select 1 from conflict_of_interest k join agreement a on a.casefile_id = k.casefile_id where a.id = new.agreement_id and k.practitioner_id = new.by_id) then
        raise exception 'This person is on the conflict list of this case file.' using errcode = '23TB3';
    end if;
    return new;
end $$;
create trigger agreement_approval_without_conflict before insert on agreement_approval for each row execute function agreement_approval_without_conflict();
