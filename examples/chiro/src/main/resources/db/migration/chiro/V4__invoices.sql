-- Money is an integer in the minor unit of its currency. A total is the sum of its lines and is stored nowhere else.

create table invoices (
    organization_id uuid        not null,
    id              uuid        not null,
    patient_id      uuid        not null,
    number          text        not null check (number <> ''),
    issued_on       date        not null,
    due_on          date        not null,
    status          text        not null check (status in ('issued', 'paid', 'void')),
    currency        text        not null check (currency ~ '^[A-Z]{3}$'),
    paid_minor      bigint      not null default 0 check (paid_minor >= 0),
    created_at      timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, number),
    foreign key (organization_id, patient_id) references patients (organization_id, id),
    check (due_on >= issued_on)
);
create index invoices_of_patient on invoices (organization_id, patient_id, issued_on);
create index invoices_open on invoices (organization_id, due_on) where status = 'issued';
select tenancy.isolate('invoices', tenant_column => 'organization_id');

create table invoice_lines (
    organization_id uuid        not null,
    id              uuid        not null,
    invoice_id      uuid        not null,
    treatment_id    uuid,
    position        smallint    not null check (position > 0),
    code            text        not null,
    description     text        not null check (description <> ''),
    quantity        integer     not null check (quantity > 0),
    unit_minor      bigint      not null check (unit_minor >= 0),
    amount_minor    bigint      generated always as (quantity * unit_minor) stored,
    primary key (organization_id, id),
    unique (organization_id, invoice_id, position),
    constraint invoice_lines_of_invoice
        foreign key (organization_id, invoice_id) references invoices (organization_id, id) on delete cascade,
    foreign key (organization_id, treatment_id) references treatments (organization_id, id)
);
create index invoice_lines_of_treatment on invoice_lines (organization_id, treatment_id);
select tenancy.isolate('invoice_lines', tenant_column => 'organization_id');
