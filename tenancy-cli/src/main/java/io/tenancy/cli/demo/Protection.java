package io.tenancy.cli.demo;

import io.tenancy.examples.chiro.ChiroSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A protection that the demo can switch off in its own database, to show what it is there for. */
public enum Protection {
    /** FORCE ROW LEVEL SECURITY: policies hold for the tables' owner too, so for everything that runs as the owner. */
    FORCE("force", "FORCE ROW LEVEL SECURITY is off: whatever runs as the tables' owner sees all rows") {
        @Override
        List<String> switchOff() {
            return perTable("alter table %s no force row level security");
        }
    },
    /** The RESTRICTIVE floor: what no later policy can widen. */
    FLOOR("floor", "the RESTRICTIVE floor is gone, and somebody added a policy that lets all rows through") {
        @Override
        List<String> switchOff() {
            List<String> work = perTable("drop policy tenancy_floor on %s");
            return Stream.concat(work.stream(), addCarelessPolicy().stream()).toList();
        }
    },
    /** The tenant column in foreign keys. */
    FK("fk", "invoice lines refer to their invoice by its id alone, without organization_id") {
        @Override
        List<String> switchOff() {
            return List.of(
                    "alter table invoices add constraint invoices_id_alone unique (id)",
                    "alter table invoice_lines drop constraint invoice_lines_of_invoice",
                    "alter table invoice_lines add constraint invoice_lines_of_invoice foreign key (invoice_id)"
                            + " references invoices (id) on delete cascade");
        }
    };

    private final String word;
    private final String consequence;

    Protection(String word, String consequence) {
        this.word = word;
        this.consequence = consequence;
    }

    /**
     * How it is called on a command line.
     *
     * @return a lower-case word
     */
    public String word() {
        return word;
    }

    /** The word, so that a command line lists it as it is typed. */
    @Override
    public String toString() {
        return word;
    }

    String consequence() {
        return consequence;
    }

    abstract List<String> switchOff();

    /** What a developer adds for a report over all practices. With the floor in place it does no harm. */
    static List<String> addCarelessPolicy() {
        return perTable("create policy everything_for_reports on %s to tenancy_app using (true) with check (true)");
    }

    static void execute(Connection migrator, List<String> work) throws SQLException {
        try (Statement statement = migrator.createStatement()) {
            for (String sql : work) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> perTable(String sql) {
        return ChiroSchema.TABLES.stream().map(sql::formatted).collect(Collectors.toList());
    }
}
