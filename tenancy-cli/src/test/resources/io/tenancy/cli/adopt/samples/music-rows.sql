-- sample.scale 100 gives about 110,000 rows.
insert into "Artist" ("Name") select 'Artist ' || g from generate_series(1, 5 + 3 * current_setting('sample.scale')::integer) g;
insert into "Album" ("Title", "ArtistId") select 'Album ' || g, 1 + g * 7 % (select count(*) from "Artist") from generate_series(1, 8 * current_setting('sample.scale')::integer) g;
insert into "Genre" select g, 'Genre ' || g from generate_series(1, 25) g;
insert into "MediaType" values (1, 'MPEG audio file'), (2, 'AAC audio file'), (3, 'FLAC audio file');
insert into "Track" ("Name", "AlbumId", "MediaTypeId", "GenreId", "Composer", "Milliseconds", "Bytes", "UnitPrice")
    select 'Track ' || g, case when g % 30 <> 0 then 1 + g % (select count(*) from "Album") end, 1 + g % 3, case when g % 12 <> 0 then 1 + g % 25 end,
        case when g % 5 <> 0 then 'Composer ' || g % 77 end, 100000 + g * 997 % 300000, 4000000000 + g, case when g % 8 = 0 then 1.99 else 0.99 end
    from generate_series(1, 80 * current_setting('sample.scale')::integer) g;
insert into "Employee" ("LastName", "FirstName", "Title", "ReportsTo", "BirthDate", "HireDate", "Email")
    select 'Last' || g, 'First' || g, case when g = 1 then 'Manager' else 'Support' end, case when g > 1 then g / 2 end, timestamp '1970-01-01' + g * interval '300 days',
        timestamp '2015-01-01' + g * interval '20 days', 'e' || g || '@music.example' from generate_series(1, 15) g;
insert into "Customer" ("FirstName", "LastName", "Company", "Country", "Email", "SupportRepId")
    select 'Given' || g, 'Family' || g % 50, case g % 6 when 0 then 'Company ' || g end, (array['Norway', 'Chile', 'Kenya', 'Japan'])[1 + g % 4], 'c' || g || '@mail.example', 1 + g % 15
    from generate_series(1, 10 * current_setting('sample.scale')::integer) g;
insert into "Invoice" ("CustomerId", "InvoiceDate", "BillingCountry", "Total", "Number")
    select 1 + g * 3 % (select count(*) from "Customer"), timestamp '2022-01-01' + g * interval '37 minutes', (array['Norway', 'Chile', 'Kenya', 'Japan'])[1 + g % 4], 0, 2022 + g % 4 || '/' || g
    from generate_series(1, 200 * current_setting('sample.scale')::integer) g;
insert into "InvoiceLine" ("InvoiceId", "TrackId", "UnitPrice", "Quantity")
    select 1 + g % (select count(*) from "Invoice"), 1 + g * 17 % (select count(*) from "Track"), case when g % 8 = 0 then 1.99 else 0.99 end, 1 + g % 3
    from generate_series(1, 800 * current_setting('sample.scale')::integer) g;
update "Invoice" i set "Total" = t.total from (select "InvoiceId", sum("UnitPrice" * "Quantity") as total from "InvoiceLine" group by 1) t where t."InvoiceId" = i."InvoiceId";
insert into "Playlist" ("Name") select case g % 5 when 0 then 'Private ' else 'List ' end || g from generate_series(1, 20) g;
insert into "PlaylistTrack" select distinct 1 + g % 20, 1 + g * 31 % (select count(*) from "Track") from generate_series(1, 200 * current_setting('sample.scale')::integer) g;
