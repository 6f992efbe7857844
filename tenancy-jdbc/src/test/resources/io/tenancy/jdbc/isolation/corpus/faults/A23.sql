--> numeric = INFO @ public.invoice_tenant_id_rate_idx
-- not executable: slow, and shows no row
-- takes a decision
alter table invoice add rate numeric; create index on invoice (tenant_id, rate);
--> jsonb = INFO @ public.invoice_data_idx
-- not executable: slow, and shows no row
-- takes a decision
alter table invoice add data jsonb; create index on invoice using gin (data);
--> ranges = INFO @ public.invoice_during_idx
-- not executable: slow, and shows no row
-- takes a decision
alter table invoice add during tstzrange; create index on invoice using gist (during);
