-- Whose login of the identity provider is whose here, and how somebody who runs the system gets out of what only a person can judge. Module: identity.

-- A user name can be given to somebody else in the realm; the subject cannot. The first that is admitted is this person's, until it is released.
create table login_identity (
    practitioner_id uuid not null references practitioner,
    issuer          text not null,
    subject         text not null check (length(subject) between 1 and 255),
    bound_at        timestamptz not null,
    primary key (practitioner_id, issuer),
    unique (issuer, subject)
);
-- No update: a binding does not change hands in silence.
grant select, insert, delete on login_identity to throughline_app;

alter table refused_sign_in drop constraint refused_sign_in_reason_check;
alter table refused_sign_in add constraint refused_sign_in_reason_check check (reason in ('NOT_ENTERED', 'ROLES_DIFFER', 'INCOMPLETE', 'OTHER_LOGIN'));
alter table refused_sign_in add column subject text;

-- What is missing in the realm, since when, and whether somebody has said that it is really gone.
alter table realm_login add column missing_since timestamptz;
alter table realm_login add column confirmed_at timestamptz;
grant update (missing_since, confirmed_at) on realm_login to throughline_app;

-- What somebody who runs the system decided about logins: who, when, why.
create table login_decision (
    id         uuid primary key,
    kind       text not null check (kind in ('RELEASED', 'GONE')),
    usernames  text[] not null check (cardinality(usernames) > 0),
    decided_by uuid not null references practitioner,
    decided_at timestamptz not null,
    reason     text not null check (length(trim(reason)) between 1 and 2000)
);
grant select, insert on login_decision to throughline_app;
create trigger login_decision_append before update or delete or truncate on login_decision for each statement execute function refuse_change();
