-- snippet: cure
alter table public.patient add unique (tenant_id, id);
alter table public.letter drop constraint letter_patient_id_fkey, add constraint letter_patient_id_fkey
    foreign key (tenant_id, patient_id) references public.patient (tenant_id, id) on delete cascade;
-- end
