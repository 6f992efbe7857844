-- security_invoker: a view sees what its reader sees. Without it, it would see what its owner sees; migrate refuses such a view.

create view schedule with (security_invoker = true) as
select a.organization_id,
       a.id                                  as appointment_id,
       a.starts_at,
       a.ends_at,
       c.full_name                           as practitioner,
       p.given_name || ' ' || p.family_name  as patient,
       a.kind,
       a.status,
       a.reason
from appointments a
join practitioners c on c.organization_id = a.organization_id and c.id = a.practitioner_id
join patients p on p.organization_id = a.organization_id and p.id = a.patient_id
where a.status <> 'cancelled';

create view outstanding_invoices with (security_invoker = true) as
select i.organization_id,
       i.id                                       as invoice_id,
       i.number,
       i.due_on,
       p.given_name || ' ' || p.family_name       as patient,
       i.currency,
       l.total_minor,
       i.paid_minor,
       l.total_minor - i.paid_minor               as open_minor
from invoices i
join patients p on p.organization_id = i.organization_id and p.id = i.patient_id
join lateral (
    select coalesce(sum(x.amount_minor), 0)::bigint as total_minor
    from invoice_lines x
    where x.organization_id = i.organization_id and x.invoice_id = i.id
) l on true
where i.status = 'issued' and l.total_minor > i.paid_minor;

grant select on schedule, outstanding_invoices to tenancy_app, tenancy_admin;
