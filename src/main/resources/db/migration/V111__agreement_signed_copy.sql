-- The signed paper of an agreement, party by party. Module: agreement.

create table agreement_signed_copy (
    id           uuid primary key,
    agreement_id uuid not null,
    number       int not null,
    party        text not null,
    document_id  uuid not null references kept_document,
    signed_on    date not null,
    by_id        uuid not null references practitioner,
    at           timestamptz not null,
    unique (agreement_id, number, party, document_id),
    foreign key (agreement_id, number) references agreement_approval
);
grant select, insert on agreement_signed_copy to throughline_app;
create trigger agreement_signed_copy_append before update or delete or truncate on agreement_signed_copy for each statement execute function refuse_change();

-- A5: nobody signs what a manager has not approved.
create function agreement_signed_after_approval() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not exists (select 1 from agreement_approval a where a.agreement_id = new.agreement_id and a.number = new.number and a.outcome = 'APPROVED'
                   and (a.at at time zone 'Europe/London')::date <= new.signed_on) then
        raise exception 'Nobody signs an agreement before a manager has approved its text.' using errcode = '23TC0';
    end if;
    if not exists (select 1 from kept_document d where d.id = new.document_id and d.subject_kind = 'AGREEMENT' and d.subject_id = new.agreement_id) then
        raise exception 'A signed copy belongs to its own agreement.' using errcode = '23TC1';
    end if;
    return new;
end $$;
create trigger agreement_signed_after_approval before insert on agreement_signed_copy for each row execute function agreement_signed_after_approval();
