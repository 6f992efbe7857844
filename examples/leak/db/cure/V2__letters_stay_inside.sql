-- snippet: cure
create unique index if not exists patient_tenant_id_id_key on public.patient (tenant_id, id);
alter table public.letter drop constraint if exists letter_patient_id_fkey;
alter table public.letter add constraint letter_patient_id_fkey
    foreign key (tenant_id, patient_id) references public.patient (tenant_id, id) on delete cascade;
-- end
