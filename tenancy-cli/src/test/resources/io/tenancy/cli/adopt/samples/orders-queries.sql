--> an order with its lines | i:2025 | i:13
select l.line_no, p.name, l.pieces, l.price, l.total from wholesale.order_line l join wholesale.product p using (sku) where l.year = ? and l.order_no = ? order by 1
--> what is open | s:K0002
select year, order_no, total from wholesale.open_order where customer_id = ? order by 1, 2
--> its value | s:K0002
select wholesale.open_value(?)
--> the price of a day | s:SKU-5 | d:2025-06-30
select wholesale.price_on(?, ?)
--> the tree of categories | i:3
select code, name, path from wholesale.tree where depth <= ? order by path
--> products by tag | s:{tag3}
select sku, (size).width, tags from wholesale.product where tags @> ?::text[] order by sku limit 20
--> the chain of bins | s:W02 | i:7
with recursive way as (select * from wholesale.bin where warehouse = ? and bin_no = ? union all select b.* from wholesale.bin b join way w on (b.warehouse, b.bin_no) = (w.overflow_warehouse, w.overflow_bin_no))
select count(*), min(bin_no) from way
--> who replaces whom
select a.year, a.order_no, b.state from wholesale."order" a join wholesale."order" b on (a.replaces_year, a.replaces_no) = (b.year, b.order_no) order by 1, 2 limit 10
--> the head of a company | i:14
select c.name, p.name, i.name, c.notes->>'vip' from wholesale.company c left join wholesale.company p on p.company_no = c.parent_no join wholesale.company i on i.company_no = c.invoice_to where c.company_no = ?
--> shipped by month | t:2025-01-01 00:00:00
select date_trunc('month', shipped_at at time zone 'UTC') as month, sum(pieces) from wholesale.shipment where shipped_at >= ? group by 1 order by 1
--> stock of a product in all warehouses | s:SKU-7
select warehouse, sum(pieces) from wholesale.stock where sku = ? group by 1 order by 1
--> territories of a manager's people | i:1
select distinct t.name, r.name from wholesale.employee e join wholesale.employee_territory using (employee_id) join wholesale.territory t on t.code = territory join wholesale.region r on r.id = region_id where e.reports_to = ? order by 1
--> documents, contracts among them
select count(*), count(distinct tableoid::regclass::text) from wholesale.document
--> contracts of a company | i:3
select title, signed from wholesale.contract where company_no = ? order by 1
--> parts of a bundle | s:SKU-4
select part, pieces, unit_price * pieces from wholesale.bundle join wholesale.product on sku = part where whole = ? order by 1
--> a new order | i:2026 | i:900001 | s:K0003
insert into wholesale."order" (year, order_no, customer_id) values (?, ?, ?) returning state, placed_at
--> its line | i:2026 | i:900001 | s:SKU-3
insert into wholesale.order_line (year, order_no, line_no, sku, pieces, price) values (?, ?, 1, ?, 4, 9.99) returning total
--> its main line | i:2026 | i:900001
update wholesale."order" set main_line = 1, state = 'placed', placed_at = timestamptz '2026-01-01 00:00+00' where year = ? and order_no = ?
--> that was noted
select what, old from wholesale.audit order by happened, what
--> the same order again | i:2026 | i:900001 | s:K0003
insert into wholesale."order" (year, order_no, customer_id) values (?, ?, ?)
--> an order with a key of its own, kept | i:2026 | i:900001 | s:K0003
insert into wholesale."order" (year, order_no, customer_id) values (?, ?, ?) on conflict on constraint order_pkey do update set customer_id = excluded.customer_id returning state
--> a line without order | i:1999 | i:1
insert into wholesale.order_line (year, order_no, line_no, sku, pieces, price) values (?, ?, 1, 'SKU-1', 1, 1)
--> a bin that points half way, whatever refuses it | s:W01
insert into wholesale.bin (warehouse, bin_no, overflow_warehouse) values (?, 9999, 'W01')
--> a bin that points to itself | s:W09
insert into wholesale.bin values (?, 1, 'W09', 1) returning bin_no
--> two prices for one day | s:SKU-1
insert into wholesale.price values (?, '[2025-05-01,2025-06-01)', 1)
--> another product may | s:SKU-1
insert into wholesale.price values (?, '[2035-05-01,2035-06-01)', 1) returning valid
--> a product changes its number | s:SKU-X | s:SKU-2
update wholesale.product set sku = ? where sku = ?
--> and the lines follow | s:SKU-X
select count(*) from wholesale.order_line where sku = ?
--> an employee leaves | i:20
delete from wholesale.employee where employee_id = ?
--> somebody's manager leaves, who is a deputy | i:3
delete from wholesale.employee where employee_id = ?
--> a bin that goes with its stock | s:W03 | i:2
delete from wholesale.bin where warehouse = ? and bin_no = ?
--> an order goes, its lines too, unless they were shipped | i:2024 | i:4
delete from wholesale."order" where year = ? and order_no = ?
--> too much for a bin | i:200000
update wholesale.stock set pieces = ? where warehouse = 'W04' and bin_no = 1
--> which shows when it is checked
set constraints all immediate
