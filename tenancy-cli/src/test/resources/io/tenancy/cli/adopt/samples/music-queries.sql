--> albums of an artist | i:8
select "AlbumId", "Title" from "Album" where "ArtistId" = ? order by 1
--> details of a track | i:12
select * from "TrackDetails" where "TrackId" = ?
--> tracks by a word | s:Track 1_
select "TrackId", "Name", "Minutes" from "Track" where "Name" like ? order by 1
--> genres by takings
select g."Name", sum(l."UnitPrice" * l."Quantity") from "InvoiceLine" l join "Track" t using ("TrackId") join "Genre" g using ("GenreId") group by 1 order by 2 desc, 1
--> the last invoices of a customer | i:4
select "InvoiceId", "InvoiceDate", "Total", "Number" from "Invoice" where "CustomerId" = ? order by "InvoiceDate" desc limit 5
--> lines of an invoice | i:9
select l."InvoiceLineId", t."Name", l."UnitPrice", l."Quantity" from "InvoiceLine" l join "Track" t on t."TrackId" = l."TrackId" where l."InvoiceId" = ? order by 1
--> everybody below an employee | i:1
with recursive below as (select "EmployeeId", 1 as level from "Employee" where "ReportsTo" = ? union all
    select e."EmployeeId", b.level + 1 from "Employee" e join below b on e."ReportsTo" = b."EmployeeId") select level, count(*) from below group by 1 order by 1
--> takings by country and year
select "BillingCountry", extract(year from "InvoiceDate") as year, sum("Total") from "Invoice" group by 1, 2 order by 1, 2
--> customers who never bought | s:Norway
select count(*) from "Customer" c where "Country" = ? and not exists (select from "Invoice" i where i."CustomerId" = c."CustomerId")
--> playlists that everybody sees
select "PlaylistId", "Name" from "OpenPlaylists" order by 1
--> how long a playlist is | i:3
select count(*), sum("Minutes") from "PlaylistTrack" join "Track" using ("TrackId") where "PlaylistId" = ?
--> the best customer of each supporter
select distinct on (c."SupportRepId") c."SupportRepId", c."Email", sum(i."Total") from "Customer" c join "Invoice" i using ("CustomerId")
group by c."SupportRepId", c."CustomerId", c."Email" order by c."SupportRepId", 3 desc, 2
--> an order | i:2 | t:2026-02-01 12:00:00 | s:2026/1
insert into "Invoice" ("CustomerId", "InvoiceDate", "Total", "Number") values (?, ?, 0, ?) returning "InvoiceId"
--> an order with its line | i:2 | t:2026-02-01 12:00:00 | s:2026/2 | i:5
with i as (insert into "Invoice" ("CustomerId", "InvoiceDate", "Total", "Number") values (?, ?, 0, ?) returning "InvoiceId")
insert into "InvoiceLine" ("InvoiceId", "TrackId", "UnitPrice") select "InvoiceId", ?, 0.99 from i returning "InvoiceLineId", "Quantity"
--> a customer twice | s:c1@mail.example
insert into "Customer" ("FirstName", "LastName", "Email") values ('A', 'B', ?)
--> a customer twice, updated | s:c1@mail.example | s:Renamed
insert into "Customer" ("FirstName", "LastName", "Email") values ('A', 'B', ?) on conflict on constraint "UQ_CustomerEmail" do update set "LastName" = ? returning "CustomerId", "LastName"
--> into a private list through the view | s:Private 1
insert into "OpenPlaylists" ("Name") values (?)
--> into a playlist by the procedure | i:1 | i:77
call "AddToPlaylist"(?, ?)
--> a number of an invoice that is none | s:x
update "Invoice" set "Number" = ? where "InvoiceId" = 1
--> dearer | n:1.10 | i:5
update "Track" set "UnitPrice" = round("UnitPrice" * ?, 2) where "GenreId" = ?
--> a supporter leaves | i:15
delete from "Employee" where "EmployeeId" = ?
--> and the customers have none
select count(*) from "Customer" where "SupportRepId" is null
--> an invoice goes with its lines | i:7
with gone as (delete from "Invoice" where "InvoiceId" = ? returning "InvoiceId") select count(*) from gone
--> a track that was sold cannot go | i:18
delete from "Track" where "TrackId" = ?
