-- What otherwise only time, an operator, a gateway or an attack leaves behind: a row of the tenant in every table that the sweep's own work
-- does not fill. $tenant, $member, $name and $at are written in.
set session_replication_role = replica;
insert into tenancy.api_key_use values ($tenant, gen_random_uuid(), '2026-03-01', 7, 1, $at);
insert into tenancy.audit_anchor values ($tenant, 1, '\x00', $at);
with one as (insert into tenancy.operator values (gen_random_uuid(), 'op-$name', 'SUPPORT', '$argon2id$', '', null, null, null, $at) returning id)
    insert into tenancy.impersonation
    select gen_random_uuid(), id, $tenant, $member, 'ticket of $name', $at, $at::timestamptz + interval '1 hour', null from one;
insert into tenancy.security_incident values (gen_random_uuid(), $tenant, 'rule', 'INFO', 'subject of $name', null, $at, $at, 3, $at, null, null, null);
insert into tenancy.security_block values ('key', 'blocked-$name', $tenant, gen_random_uuid(), $at);
insert into tenancy.trial_notice values ($tenant, $at, 3, $at);
insert into tenancy.provisioning (id, idempotency_key, tenant_id, request_hash, state, attempts, started_at)
    values (gen_random_uuid(), 'key of $name', $tenant, sha256(''), 'DONE', 1, $at);
insert into tenancy.observed_minute values ($tenant, date_trunc('minute', $at::timestamptz), 7, 2, 900, 400, '{1}', '{7}');
insert into tenancy.observed_error values ($tenant, '2026-03-01', 'other', '$name.Failure', '{}', 2, $at, $at);
insert into tenancy.billing_customer values ($tenant, 'stripe', 'SANDBOX', 'cus_$name', $at);
insert into tenancy.billing_subscription (tenant_id, id, gateway, mode, provider_id, plan, plan_version, quantity, provider_status, raw_status,
    access, since, changed_at)
    values ($tenant, gen_random_uuid(), 'stripe', 'SANDBOX', 'sub_$name', 'starter', 1, 1, 'ACTIVE', 'active', 'ACTIVE', $at, $at);
insert into tenancy.billing_transition (tenant_id, id, subscription_id, at, cause, after_access, after_status, after_plan)
    values ($tenant, gen_random_uuid(), gen_random_uuid(), $at, 'event:evt_$name', 'ACTIVE', 'ACTIVE', 'starter');
insert into tenancy.billing_fence values ('stripe', 'SANDBOX', 'sub_$name', $tenant, gen_random_uuid(), 1, 1);
insert into tenancy.billing_effect values (gen_random_uuid(), $tenant, gen_random_uuid(), $at, 'DONE', 1, $at, $at, null);
insert into tenancy.billing_intent (key, gateway, mode, tenant_id, operation, within, request_hash, state, created_at, leased_until)
    values ('$name:checkout:1', 'stripe', 'SANDBOX', $tenant, 'checkout', '', sha256(''), 'DONE', $at, $at);
insert into tenancy.billing_payment values ('stripe', 'SANDBOX', 'pi_$name', $tenant, '$name:checkout:1', $at);
insert into tenancy.webhook_endpoint (tenant_id, id, url, state, secret, created_at, resume_at, leased_until)
    values ($tenant, gen_random_uuid(), 'https://$name.example/hook', 'ENABLED', '\x00', $at, $at, $at);
insert into tenancy.webhook_message values ($tenant, gen_random_uuid(), 'invoice.paid', '{"of": "$name"}', $at);
insert into tenancy.webhook_delivery (tenant_id, message_id, endpoint_id, state, next_attempt_at)
    values ($tenant, gen_random_uuid(), gen_random_uuid(), 'DELIVERED', $at);
