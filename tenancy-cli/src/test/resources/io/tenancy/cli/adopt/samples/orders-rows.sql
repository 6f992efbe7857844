-- sample.scale 100 gives about 115,000 rows.
insert into wholesale.region values (1, 'North'), (2, 'South'), (3, 'East'), (4, 'West');
insert into wholesale.territory select 'T' || g, 'Territory ' || g, 1 + g % 4 from generate_series(1, 50) g;
insert into wholesale.category select 'C' || g, case when g > 4 then 'C' || g / 4 end, 'Category ' || g from generate_series(1, 30) g;
insert into wholesale.company (company_no, name, parent_no, invoice_to, ratings, notes)
    select g, 'Company ' || g, case when g % 7 = 0 then g / 7 end, case when g % 5 = 0 then g else greatest(1, g - 1) end, array[g % 5, g % 3], jsonb_build_object('size', g % 100, 'vip', g % 20 = 0)
    from generate_series(1, 20 + 3 * current_setting('sample.scale')::integer) g;
insert into wholesale.employee (last_name, reports_to, deputy, hired, photo) select 'Name' || g, case when g > 1 then g / 2 end, case when g > 10 then g - 10 end, date '2010-01-01' + g, decode(lpad(to_hex(g), 4, '0'), 'hex') from generate_series(1, 20) g;
insert into wholesale.employee_territory select 1 + g % 20, 'T' || 1 + g % 50 from generate_series(1, 100) g;
insert into wholesale.customer select 'K' || lpad(g::text, 4, '0'), 1 + g % (select count(*) from wholesale.company), 'Contact ' || g, case g % 4 when 0 then null else '+49 30 ' || g end, case when g % 3 > 0 then 1 + g % 20 end
    from generate_series(1, 10 + 5 * current_setting('sample.scale')::integer) g;
insert into wholesale.product select 'SKU-' || g, 'Product ' || g, 'C' || 1 + g % 30, case when g % 9 > 0 then 1 + g % 20 end, 1 + g % 500 + 0.95, row(g % 40, g % 30, g % 20)::wholesale.dimensions, g % 25 = 0, array['tag' || g % 6, 'tag' || g % 10]
    from generate_series(1, 10 + 5 * current_setting('sample.scale')::integer) g;
insert into wholesale.price select p.sku, daterange(make_date(y, 1, 1), make_date(y + 1, 1, 1)), p.unit_price + y - 2024 from wholesale.product p, generate_series(2024, 2026) y;
insert into wholesale.bundle select 'SKU-' || g * 2, 'SKU-' || g * 2 - 1, 1 + g % 5 from generate_series(1, 5 + current_setting('sample.scale')::integer) g;
insert into wholesale.bin select 'W' || lpad(w::text, 2, '0'), b, case when b > 1 then 'W' || lpad(w::text, 2, '0') end, case when b > 1 then b - 1 end from generate_series(1, 5) w, generate_series(1, 10 + current_setting('sample.scale')::integer) b;
insert into wholesale.stock select b.warehouse, b.bin_no, 'SKU-' || 1 + (b.bin_no * 3 + n) % (select count(*) from wholesale.product), 10 * n from wholesale.bin b, generate_series(1, 6) n;
insert into wholesale."order" (year, order_no, customer_id, state, placed_at, replaces_year, replaces_no)
    select 2024 + g % 3, g, 'K' || lpad((1 + g % (select count(*) from wholesale.customer))::text, 4, '0'), (enum_range(null::wholesale.order_state))[1 + g % 4], case when g % 4 > 0 then timestamptz '2024-01-01 00:00+00' + g * interval '41 minutes' end,
        case when g % 15 = 0 then 2024 + (g - 3) % 3 end, case when g % 15 = 0 then g - 3 end
    from generate_series(1, 230 * current_setting('sample.scale')::integer) g;
insert into wholesale.order_line (year, order_no, line_no, sku, pieces, price, discount)
    select o.year, o.order_no, n, 'SKU-' || 1 + (o.order_no * 7 + n * 3) % (select count(*) from wholesale.product), 1 + (o.order_no + n) % 40, 1 + (o.order_no * n) % 500 + 0.95, (o.order_no % 4) * 0.025
    from wholesale."order" o, generate_series(1, 1 + o.order_no % 4) n;
update wholesale."order" set main_line = 1 where order_no % 10 = 0 and state = 'closed';
insert into wholesale.shipment select l.year, l.order_no, l.line_no, 1, 'W01', 1 + l.order_no % 5, l.pieces, timestamptz '2025-06-01 00:00+00' + l.order_no * interval '1 minute'
    from wholesale.order_line l join wholesale."order" o using (year, order_no) where o.state in ('shipped', 'closed');
insert into wholesale.document (title) select 'Document ' || g from generate_series(1, 30) g;
insert into wholesale.contract (title, signed, company_no) select 'Contract ' || g, date '2020-01-01' + g, 1 + g % 20 from generate_series(1, 30) g;
