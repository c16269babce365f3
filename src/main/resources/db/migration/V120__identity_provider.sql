-- Sign-in with an identity provider. Module: identity; the first table: organisation.

-- Whose login the identity provider has closed. The line of supervision sees it as "cannot log in here"; it opens again with the login.
create table closed_login (
    practitioner_id uuid primary key references practitioner,
    since           timestamptz not null
);
grant select, insert, delete on closed_login to throughline_app;

-- Logins that the realm has shown once: only what was there can be missed.
create table realm_login (
    username text primary key
);
grant select, insert, delete on realm_login to throughline_app;

-- When the realm was read last, and whether what it showed could be believed.
create table realm_reading (
    only_row   boolean primary key default true check (only_row),
    read_at    timestamptz not null,
    believable boolean not null
);
grant select, insert, update on realm_reading to throughline_app;

-- Who came from the identity provider and was not let in, while it has not been put right.
create table refused_sign_in (
    username text not null,
    reason   text not null check (reason in ('NOT_ENTERED', 'ROLES_DIFFER')),
    last_at  timestamptz not null,
    primary key (username, reason)
);
grant select, insert, update, delete on refused_sign_in to throughline_app;

-- Sessions that the identity provider has ended, for every node; kept as long as a session can last.
create table ended_session (
    provider_session text primary key,   -- "sid:" and one session, or "sub:" and everything of one login that began before
    ended_at         timestamptz not null
);
create index ended_session_age on ended_session (ended_at);
grant select, insert, update, delete on ended_session to throughline_app;

insert into rule_value (id, value, unit, meaning, source, status) values
 ('ID1', 2,  'minutes', 'a session in use is put to the identity provider again after so long', 'design: out within five minutes', 'proposal'),
 ('ID2', 15, 'minutes', 'the realm has not been read for so long: an alarm', 'design', 'proposal'),
 ('ID3', 7,  'days',    'a sign-in that was refused stands as an alarm for at most so long', 'design', 'proposal');
