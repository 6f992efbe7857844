-- The buckets that all nodes share, as Bucket4j keeps them.
set local role tenancy_control;

-- PLATFORM. An id names limit and subject; a row whose bucket has long been full again is removed. Milliseconds since 1970.
create table tenancy.rate_limit_bucket (
    id         text collate "C" primary key,
    state      bytea,
    expires_at bigint
) with (fillfactor = 70);
create index rate_limit_bucket_expires on tenancy.rate_limit_bucket (expires_at);
call tenancy.platform_table('rate_limit_bucket');

reset role;
