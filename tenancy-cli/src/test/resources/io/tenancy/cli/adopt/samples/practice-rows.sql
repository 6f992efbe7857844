-- sample.scale 100 gives about 110,000 rows: three customers, rows of nobody (null), and rows with ''.
insert into mandanten values ('carexps', 'Carexps'), ('nord', 'Praxis Nord'), ('sued', 'Praxis Sued');
insert into "Patient" (mandant, name, born, email)
    select case g % 20 when 0 then null when 1 then '' else (array['carexps', 'nord', 'sued'])[1 + g % 3] end, 'Name ' || g, date '1950-01-01' + g % 20000, 'p' || g % 500 || '.' || g / 500 || '@mail.example'
    from generate_series(1, 100 * current_setting('sample.scale')::integer) g;
insert into termin (mandant, patient_id, starts_at, minutes) select p.mandant, p.id, timestamptz '2025-01-01 08:00+00' + p.id * interval '20 minutes' + n * interval '9 days', 10 + n * 5 from "Patient" p, generate_series(1, 3) n;
insert into befund (patient_id, termin_id, text, attributes) select t.patient_id, t.id, 'Befund ' || t.id, jsonb_build_object('n', t.id % 7) from termin t where t.id % 2 = 0;
insert into rechnung (nr, jahr, mandant, patient_id) select row_number() over (partition by coalesce(p.mandant, '') order by p.id), 2025, coalesce(p.mandant, ''), p.id from "Patient" p;
insert into posten select r.mandant, r.jahr, r.nr, n, 10 * n + r.nr % 90 from rechnung r, generate_series(1, 4) n;
