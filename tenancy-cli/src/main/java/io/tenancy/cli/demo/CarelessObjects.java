package io.tenancy.cli.demo;

import io.tenancy.cli.demo.Attack.Family;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What a hurried developer adds one evening: a definer function and a view without {@code security_invoker}, both owned like the
 * tables. FORCE is what keeps them from seeing every practice.
 */
final class CarelessObjects {
    private CarelessObjects() {}

    /** Puts the objects into schema {@code reports}. */
    static void make(Connection operator) throws SQLException {
        try (Statement statement = operator.createStatement()) {
            statement.execute("""
                    create schema reports authorization tenancy_owner;
                    grant usage on schema reports to tenancy_app;
                    create function reports.find_patients(wanted text) returns setof public.patients
                        language sql stable security definer set search_path = pg_catalog, public, pg_temp
                        as 'select * from public.patients where family_name like wanted';
                    alter function reports.find_patients(text) owner to tenancy_owner;
                    revoke all on function reports.find_patients(text) from public;
                    grant execute on function reports.find_patients(text) to tenancy_app;
                    create view reports.patient_list as select * from public.patients;
                    alter view reports.patient_list owner to tenancy_owner;
                    grant select on reports.patient_list to tenancy_app;
                    """);
        }
    }

    static List<Attack> attacks() {
        return List.of(
                Attack.reading(
                        "definer-function",
                        Family.CARELESS,
                        "call a function that runs as the tables' owner",
                        "select * from reports.find_patients('%') where organization_id <> :own"),
                Attack.reading(
                        "owner-view",
                        Family.CARELESS,
                        "look through a view that reads as the tables' owner",
                        "select * from reports.patient_list where organization_id <> :own"));
    }
}
