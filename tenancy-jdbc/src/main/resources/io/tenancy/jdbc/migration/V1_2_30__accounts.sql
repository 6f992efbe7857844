-- People, whichever tenants they work in: an account for a person, what proves who it is, and the links that are mailed.
--
-- The application has no grant on these tables. It calls the functions below, each with one narrow contract: it may create an account,
-- try a password for one exact address, and redeem what it holds the proof of. They belong to no tenant, so they answer only while
-- none is bound; inside a tenant nothing can be learned here about who else exists.
set local role tenancy_control;

-- PLATFORM. The address is normalised by the program: lower case, its domain in ASCII.
create table tenancy.account (
    id                  uuid primary key,
    email               text collate "C" not null unique
        check (email = lower(email) and length(email) <= 254 and email ~ '^[^[:space:]@]+@[^[:space:]@]+$'),
    name                text not null check (name = btrim(name) and length(name) between 1 and 200),
    email_verified_at   timestamptz,
    password_hash       text check (password_hash ~ '^\$argon2id\$' and length(password_hash) <= 300),
    password_changed_at timestamptz,
    active              boolean not null default true,
    factor_secret       bytea check (length(factor_secret) <= 1000),
    factor_since        timestamptz,
    factor_step         bigint,
    signed_in_at        timestamptz,
    created_at          timestamptz not null,
    check (factor_since is null or factor_secret is not null)
);

-- PLATFORM. What a mailed link proves: only the hash of its token is kept. email is the address that the mail went to.
create table tenancy.account_link (
    token_hash bytea primary key check (length(token_hash) = 32),
    account_id uuid not null references tenancy.account (id) on delete cascade,
    purpose    text not null check (purpose in ('PASSWORD_RESET', 'EMAIL')),
    email      text collate "C" not null check (length(email) <= 254),
    issued_at  timestamptz not null,
    expires_at timestamptz not null check (expires_at > issued_at),
    used_at    timestamptz
);
create index account_link_account on tenancy.account_link (account_id, purpose);

-- PLATFORM. Each helps once when the second factor is lost.
create table tenancy.account_recovery_code (
    account_id uuid not null references tenancy.account (id) on delete cascade,
    code_hash  bytea not null check (length(code_hash) = 32),
    used_at    timestamptz,
    primary key (account_id, code_hash)
);

-- PLATFORM. Attempts since the last success, by the hash of the name that was tried, whether anybody has it or not: who guesses sees no
-- difference, in the answer or in the time it takes.
create table tenancy.sign_in_attempt (
    name_hash    bytea primary key check (length(name_hash) = 32),
    failures     int not null,
    failed_at    timestamptz not null,
    locked_until timestamptz
);
create index sign_in_attempt_failed_at on tenancy.sign_in_attempt (failed_at);

call tenancy.platform_table('account');
call tenancy.platform_table('account_link');
call tenancy.platform_table('account_recovery_code');
call tenancy.platform_table('sign_in_attempt');

do $$
declare
    target text;
begin
    foreach target in array array['account', 'account_link', 'account_recovery_code', 'sign_in_attempt'] loop
        execute format('revoke all on tenancy.%I from tenancy_admin, tenancy_worker', target);
        execute format('create policy tenancy_control on tenancy.%I to tenancy_control using (true) with check (true)', target);
    end loop;
end $$;
-- Nobody who logs in reads what a password is checked against, nor the second factor; functions do.
grant select (id, email, name, email_verified_at, password_changed_at, active, factor_since, signed_in_at, created_at), update (active)
    on tenancy.account to tenancy_admin;
grant select (name_hash, failures, failed_at, locked_until), delete on tenancy.sign_in_attempt to tenancy_admin, tenancy_worker;
grant select (account_id, purpose, issued_at, expires_at, used_at), delete on tenancy.account_link to tenancy_admin, tenancy_worker;

create function tenancy.require_no_tenant() returns void
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if coalesce(current_setting('tenancy.tenant_id', true), '') <> '' then
        raise exception using errcode = '42501', message = 'accounts belong to no tenant and are not asked for inside of one';
    end if;
end $$;

-- What the trail tells of an account: that something changed, never an address or a name, which a person may want erased.
create function tenancy.record_account() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
    what text := case
        when tg_op = 'INSERT' then 'account.create'
        when new.active <> old.active then case when new.active then 'account.enable' else 'account.disable' end
        when new.email <> old.email then 'account.email'
        when new.email_verified_at is distinct from old.email_verified_at then 'account.verify'
        when (new.factor_since is null) <> (old.factor_since is null)
            then case when new.factor_since is null then 'account.factor.disable' else 'account.factor.enable' end
        when new.password_changed_at is distinct from old.password_changed_at then 'account.password' end;
begin
    if what is not null then
        insert into tenancy.registry_change (changed_at, actor, reason, action, after)
        values (tenancy.change_time(), current_setting('tenancy.actor'), current_setting('tenancy.reason'), what,
            jsonb_build_object('account', new.id));
    end if;
    return null;
end $$;
create trigger record_account after insert or update on tenancy.account
    for each row execute function tenancy.record_account();

-- Says that the person itself acts, unless somebody has said that he does.
create function tenancy.account_acts(account uuid, at timestamptz) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform set_config('tenancy.changed_at', at::text, true);
    if coalesce(current_setting('tenancy.actor', true), '') = '' then
        perform set_config('tenancy.actor', 'account:' || account, true);
    end if;
    if coalesce(current_setting('tenancy.reason', true), '') = '' then
        perform set_config('tenancy.reason', 'by the person itself', true);
    end if;
end $$;

-- Of two who sign up with one address, one gets true.
create function tenancy.account_create(account uuid, address text, called text, hash text, at timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform tenancy.require_no_tenant();
    perform tenancy.account_acts(account, at);
    insert into tenancy.account (id, email, name, password_hash, password_changed_at, created_at)
    values (account, address, called, hash, case when hash is not null then at end, at)
    on conflict (email) do nothing;
    return found;
end $$;

-- Counts first and tells then, so that a hundred guesses at once are a hundred guesses. From the fifth failure on the name is locked
-- for a minute, then two, four, up to an hour; a day without failures forgets them.
create function tenancy.sign_in_count(tried text, at timestamptz) returns timestamptz
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    key bytea := sha256(convert_to(tried, 'UTF8'));
    until timestamptz;
begin
    perform tenancy.require_no_tenant();
    insert into tenancy.sign_in_attempt as known (name_hash, failures, failed_at) values (key, 1, at)
    on conflict (name_hash) do update set
        failed_at = excluded.failed_at,
        failures = case when known.failed_at < at - interval '1 day' then 1 else known.failures + 1 end,
        locked_until = case when known.failed_at >= at - interval '1 day' and known.failures >= 4
            then at + least(interval '1 minute' * power(2, least(known.failures - 4, 6)), interval '1 hour') end
    where known.locked_until is null or known.locked_until <= at;
    if not found then
        select locked_until into until from tenancy.sign_in_attempt where name_hash = key;
        return until;
    end if;
    return null;
end $$;

-- What a password is checked against, for one exact address, and only for a counted attempt.
create function tenancy.account_attempt(address text, at timestamptz)
    returns table (locked_until timestamptz, id uuid, name text, password_hash text, verified boolean, factor_secret bytea,
        factor_since timestamptz, factor_step bigint)
    language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    until timestamptz := tenancy.sign_in_count(address, at);
begin
    return query select until, a.id, a.name, a.password_hash, a.email_verified_at is not null, a.factor_secret, a.factor_since, a.factor_step
    from (select) one left join tenancy.account a on until is null and a.email = address and a.active;
end $$;

-- The attempt succeeded: the password that was checked is still the password, and where there is a second factor, this code of it has
-- not been used. Whoever calls rolls back when told false.
create function tenancy.account_signed_in(account uuid, checked text, at timestamptz, step bigint, code bytea, rehashed text, resealed bytea)
    returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    address text;
begin
    perform tenancy.require_no_tenant();
    update tenancy.account a set signed_in_at = at, factor_step = coalesce(step, a.factor_step),
        password_hash = coalesce(rehashed, a.password_hash), factor_secret = coalesce(resealed, a.factor_secret)
    where a.id = account and a.active and a.password_hash = checked
        and (a.factor_since is null or code is not null or step > coalesce(a.factor_step, -1))
    returning a.email into address;
    if not found then
        return false;
    end if;
    if code is not null then
        update tenancy.account_recovery_code c set used_at = at
        where c.account_id = account and c.code_hash = code and c.used_at is null;
        if not found then
            return false;
        end if;
    end if;
    delete from tenancy.sign_in_attempt where name_hash = sha256(convert_to(address, 'UTF8'));
    return true;
end $$;

-- A new password in place of the one that was checked. Links that were mailed before lead nowhere any more.
create function tenancy.account_set_password(account uuid, checked text, hash text, at timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    address text;
begin
    perform tenancy.require_no_tenant();
    perform tenancy.account_acts(account, at);
    update tenancy.account a set password_hash = hash, password_changed_at = at
    where a.id = account and a.active and a.password_hash = checked
    returning a.email into address;
    if not found then
        return false;
    end if;
    update tenancy.account_link l set used_at = at where l.account_id = account and l.used_at is null;
    delete from tenancy.sign_in_attempt where name_hash = sha256(convert_to(address, 'UTF8'));
    return true;
end $$;

-- Remembers a link that is about to be mailed. At most five of a kind are open for one account; then it says false, as it does when
-- nobody has the address. A link for the password goes to the account's present address only.
create function tenancy.account_issue_link(hash bytea, wanted text, account uuid, address text, at timestamptz, until timestamptz)
    returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    holder uuid;
begin
    perform tenancy.require_no_tenant();
    select a.id into holder from tenancy.account a
    where a.active and case wanted when 'PASSWORD_RESET' then a.email = address else a.id = account end
    for no key update;
    if holder is null or (select count(*) from tenancy.account_link l
            where l.account_id = holder and l.purpose = wanted and l.used_at is null and l.expires_at > at) >= 5 then
        return false;
    end if;
    insert into tenancy.account_link (token_hash, account_id, purpose, email, issued_at, expires_at)
    values (hash, holder, wanted, address, at, until);
    return true;
end $$;

-- Sets the password of whoever got the mail, once. That the mail arrived proves the address.
create function tenancy.account_reset_password(token bytea, hash text, at timestamptz) returns uuid
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    link tenancy.account_link;
begin
    perform tenancy.require_no_tenant();
    update tenancy.account_link l set used_at = at
    where l.token_hash = token and l.purpose = 'PASSWORD_RESET' and l.used_at is null and l.expires_at > at
    returning * into link;
    if not found then
        return null;
    end if;
    perform tenancy.account_acts(link.account_id, at);
    update tenancy.account a set password_hash = hash, password_changed_at = at, email_verified_at = coalesce(a.email_verified_at, at)
    where a.id = link.account_id and a.active and a.email = link.email;
    if not found then
        return null;
    end if;
    update tenancy.account_link l set used_at = at where l.account_id = link.account_id and l.used_at is null;
    delete from tenancy.sign_in_attempt where name_hash = sha256(convert_to(link.email, 'UTF8'));
    return link.account_id;
end $$;

-- Makes the address that got the mail the account's, and proved. 23505 if somebody else has it by now.
create function tenancy.account_confirm_email(token bytea, at timestamptz) returns uuid
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    link tenancy.account_link;
begin
    perform tenancy.require_no_tenant();
    update tenancy.account_link l set used_at = at
    where l.token_hash = token and l.purpose = 'EMAIL' and l.used_at is null and l.expires_at > at
    returning * into link;
    if not found then
        return null;
    end if;
    perform tenancy.account_acts(link.account_id, at);
    update tenancy.account a set email = link.email, email_verified_at = at where a.id = link.account_id and a.active;
    if not found then
        return null;
    end if;
    update tenancy.account_link l set used_at = at where l.account_id = link.account_id and l.used_at is null;
    return link.account_id;
end $$;

-- A second factor begins as a proposal, which counts for nothing until a code of it was shown.
create function tenancy.account_propose_factor(account uuid, secret bytea) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform tenancy.require_no_tenant();
    update tenancy.account a set factor_secret = secret, factor_step = null
    where a.id = account and a.active and a.factor_since is null;
    return found;
end $$;

create function tenancy.account_proposed_factor(account uuid) returns table (secret bytea)
    language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
begin
    perform tenancy.require_no_tenant();
    return query select a.factor_secret from tenancy.account a
    where a.id = account and a.active and a.factor_since is null and a.factor_secret is not null;
end $$;

create function tenancy.account_confirm_factor(account uuid, secret bytea, step bigint, codes bytea[], at timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform tenancy.require_no_tenant();
    perform tenancy.account_acts(account, at);
    update tenancy.account a set factor_since = at, factor_step = step
    where a.id = account and a.active and a.factor_since is null and a.factor_secret = secret;
    if not found then
        return false;
    end if;
    delete from tenancy.account_recovery_code c where c.account_id = account;
    insert into tenancy.account_recovery_code (account_id, code_hash) select account, unnest(codes);
    return true;
end $$;

-- Only after the password was checked and a code shown: see account_signed_in, which goes before in the same transaction.
create function tenancy.account_disable_factor(account uuid, checked text, at timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform tenancy.require_no_tenant();
    perform tenancy.account_acts(account, at);
    update tenancy.account a set factor_since = null, factor_secret = null, factor_step = null
    where a.id = account and a.password_hash = checked and a.signed_in_at = at and a.factor_since is not null;
    if found then
        delete from tenancy.account_recovery_code c where c.account_id = account;
        return true;
    end if;
    return false;
end $$;

create function tenancy.account_replace_codes(account uuid, checked text, codes bytea[], at timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform tenancy.require_no_tenant();
    perform 1 from tenancy.account a
    where a.id = account and a.password_hash = checked and a.signed_in_at = at and a.factor_since is not null for update;
    if not found then
        return false;
    end if;
    delete from tenancy.account_recovery_code c where c.account_id = account;
    insert into tenancy.account_recovery_code (account_id, code_hash) select account, unnest(codes);
    return true;
end $$;

-- Who somebody is, by exact id; nothing that proves it.
create function tenancy.account_by_id(account uuid)
    returns table (id uuid, email text, name text, verified boolean, active boolean, factor boolean, password_changed_at timestamptz,
        created_at timestamptz)
    language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    perform tenancy.require_no_tenant();
    return query select a.id, a.email, a.name, a.email_verified_at is not null, a.active, a.factor_since is not null,
        a.password_changed_at, a.created_at
    from tenancy.account a where a.id = account;
end $$;

-- What a link is for, while it is good: what a page asks before it shows a form.
create function tenancy.account_by_link(token bytea, at timestamptz)
    returns table (account_id uuid, purpose text, email text, expires_at timestamptz)
    language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    perform tenancy.require_no_tenant();
    return query select l.account_id, l.purpose, l.email, l.expires_at from tenancy.account_link l
    join tenancy.account a on a.id = l.account_id and a.active
    where l.token_hash = token and l.used_at is null and l.expires_at > at;
end $$;

do $$
declare
    name text;
begin
    foreach name in array array[
        'account_create(uuid, text, text, text, timestamptz)',
        'account_attempt(text, timestamptz)',
        'account_signed_in(uuid, text, timestamptz, bigint, bytea, text, bytea)',
        'account_set_password(uuid, text, text, timestamptz)',
        'account_issue_link(bytea, text, uuid, text, timestamptz, timestamptz)',
        'account_reset_password(bytea, text, timestamptz)',
        'account_confirm_email(bytea, timestamptz)',
        'account_propose_factor(uuid, bytea)',
        'account_proposed_factor(uuid)',
        'account_confirm_factor(uuid, bytea, bigint, bytea[], timestamptz)',
        'account_disable_factor(uuid, text, timestamptz)',
        'account_replace_codes(uuid, text, bytea[], timestamptz)',
        'account_by_id(uuid)',
        'account_by_link(bytea, timestamptz)'] loop
        execute 'revoke all on function tenancy.' || name || ' from public';
        execute 'grant execute on function tenancy.' || name || ' to tenancy_app, tenancy_admin';
    end loop;
end $$;
revoke all on function tenancy.require_no_tenant(), tenancy.record_account(), tenancy.account_acts(uuid, timestamptz),
    tenancy.sign_in_count(text, timestamptz) from public;
grant execute on function tenancy.sign_in_count(text, timestamptz) to tenancy_admin;

reset role;
