package io.tenancy.cli.demo;

import static io.tenancy.cli.demo.Attack.counting;
import static io.tenancy.cli.demo.Attack.reading;

import io.tenancy.cli.demo.Attack.Family;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Ordinary queries of the application, bound to one tenant, that ask for the other's rows. */
final class ReadAttacks {
    private ReadAttacks() {}

    static List<Attack> all() {
        return List.of(
                read("read-all", "read every patient there is", "select * from patients where organization_id <> :own"),
                read("read-by-id", "read a patient whose id leaked", "select * from patients where id = :otherPatient"),
                read(
                        "read-by-tenant",
                        "name the other practice",
                        "select * from patients where organization_id = :other and id = :otherPatient"),
                read(
                        "read-by-address",
                        "read rows by their place in the file",
                        "select * from patients where organization_id <> :own and ctid = any (array(select ('(' || page || ','"
                                + " || line || ')')::tid from generate_series(0, 40) page, generate_series(1, 60) line))"),
                counting(
                        "count",
                        Family.READ,
                        "learn how many patients there are in all",
                        "select count(*) from patients",
                        "select count(*) from patients where organization_id = :own"),
                counting(
                        "aggregate",
                        Family.READ,
                        "add up everybody's revenue",
                        "select sum(amount_minor) from invoice_lines",
                        "select sum(amount_minor) from invoice_lines where organization_id = :own"),
                read(
                        "join",
                        "walk from a known appointment to its note",
                        "select t.subjective from appointments a join treatments t on t.appointment_id = a.id"
                                + " where a.id = :otherAppointment"),
                read(
                        "sub-select",
                        "hide the question in a sub-select",
                        "select * from (select (select email from patients where id = :otherPatient) as email) hidden"
                                + " where email is not null"),
                read(
                        "lateral",
                        "hide the question behind LATERAL",
                        "select t.* from (values (:otherAppointment::uuid)) v (id) cross join lateral"
                                + " (select * from treatments where appointment_id = v.id) t"),
                read(
                        "common-table",
                        "read everything first and filter later",
                        "with everyone as materialized (select * from patients) select * from everyone"
                                + " where organization_id <> :own"),
                read(
                        "set-operation",
                        "subtract the own rows from all rows",
                        "select id from patients except select id from patients where organization_id = :own"),
                read(
                        "exists",
                        "ask whether somebody is a patient elsewhere",
                        "select 1 where exists (select from patients where email = :otherEmail)"),
                read("row-lock", "lock a row there", "select id from invoices where id = :otherInvoice for update"),
                read("view", "look through a view", "select * from schedule where organization_id <> :own"),
                read(
                        "view-aggregate",
                        "look through a view that adds up",
                        "select * from outstanding_invoices where organization_id <> :own"),
                counting(
                        "dynamic-sql",
                        Family.READ,
                        "let a string be executed inside the database",
                        "select (xpath('/row/n/text()', query_to_xml('select count(*) as n from patients', true, true,"
                                + " '')))[1]::text::bigint",
                        "select count(*) from patients where organization_id = :own"),
                errorOracle(),
                read(
                        "settings",
                        "read the other practice's settings in the control plane",
                        "select * from tenancy.tenant_setting where tenant_id <> :own"),
                read(
                        "statistics",
                        "peek at the planner's statistics, which hold values of all rows",
                        "select * from pg_stats where tablename in ('patients', 'appointments', 'invoices')"));
    }

    private static Attack read(String id, String goal, String sql) {
        return reading(id, Family.READ, goal, sql);
    }

    /** The division fails as soon as one foreign row reaches it. */
    private static Attack errorOracle() {
        String sql = "select count(*) from patients"
                + " where 1 / (case when organization_id = :other then 0 else 1 end) = 1";
        return new Attack(
                "error-oracle",
                Family.READ,
                "learn from an error that rows exist",
                sql,
                Set.of(),
                arena -> arena.asOwn(c -> {
                    try {
                        arena.number(c, sql);
                        return Evidence.held("no error: no foreign row was looked at");
                    } catch (SQLException e) {
                        if ("22012".equals(e.getSQLState())) {
                            return Evidence.leaked("division by zero on a foreign row");
                        }
                        throw e;
                    }
                }));
    }
}
