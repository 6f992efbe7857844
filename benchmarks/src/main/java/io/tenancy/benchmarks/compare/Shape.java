package io.tenancy.benchmarks.compare;

import io.tenancy.benchmarks.contender.Contender;
import io.tenancy.benchmarks.contender.VisitDatabase;
import java.sql.SQLException;
import java.util.SplittableRandom;

/** What is read. */
enum Shape {
    POINT("point read by primary key") {
        @Override
        int once(Contender contender, VisitDatabase database, SplittableRandom random) throws SQLException {
            int tenant = random.nextInt(database.tenants().size());
            int row = random.nextInt(database.rowsEach());
            return contender.point(database.tenants().get(tenant), database.id(tenant, row));
        }
    },
    LIST("list of " + Contender.LIST + " rows by a secondary index") {
        @Override
        int once(Contender contender, VisitDatabase database, SplittableRandom random) throws SQLException {
            int tenant = random.nextInt(database.tenants().size());
            int row = random.nextInt(database.rowsEach());
            return contender.list(database.tenants().get(tenant), database.patientId(tenant, row));
        }
    };

    private final String label;

    Shape(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Reads for some tenant, at some place. */
    abstract int once(Contender contender, VisitDatabase database, SplittableRandom random) throws SQLException;
}
