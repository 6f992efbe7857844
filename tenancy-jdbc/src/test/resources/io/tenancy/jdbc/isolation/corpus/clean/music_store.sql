-- The shape of a music store: artists and albums for all, play lists and invoices per tenant.
--: shared artist album track genre
create table genre (genre_id integer primary key, name text);
create table artist (artist_id integer primary key, name text);
create table album (album_id integer primary key, title text not null, artist_id integer not null references artist);
create table track (track_id integer primary key, name text not null, album_id integer references album, genre_id integer references genre, unit_price numeric(10, 2) not null);
select tenancy.share('genre'); select tenancy.share('artist'); select tenancy.share('album'); select tenancy.share('track');
create table employee (tenant_id uuid not null, employee_id integer not null, reports_to integer, primary key (tenant_id, employee_id),
    foreign key (tenant_id, reports_to) references employee (tenant_id, employee_id));
create table customer (tenant_id uuid not null, customer_id integer not null, email text not null, support_rep_id integer, primary key (tenant_id, customer_id),
    foreign key (tenant_id, support_rep_id) references employee (tenant_id, employee_id));
create table invoice (tenant_id uuid not null, invoice_id integer not null, customer_id integer not null, primary key (tenant_id, invoice_id),
    foreign key (tenant_id, customer_id) references customer (tenant_id, customer_id));
create table invoice_line (tenant_id uuid not null, invoice_line_id integer not null, invoice_id integer not null, track_id integer not null references track,
    quantity integer not null, primary key (tenant_id, invoice_line_id), foreign key (tenant_id, invoice_id) references invoice (tenant_id, invoice_id));
select tenancy.isolate('employee'); select tenancy.isolate('customer'); select tenancy.isolate('invoice'); select tenancy.isolate('invoice_line');
