package io.tenancy.benchmarks.contender;

import io.tenancy.tenant.Tenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;

/** Hibernate's {@code @TenantId}: a condition that the framework does not forget, in an ordinary transaction. */
final class HibernateTenantId implements Contender {
    private static final String LIST_QUERY = "from Visit where patientId = ?1 order by id";

    private final SessionFactory factory;

    HibernateTenantId(DataSource pool) {
        System.setProperty("org.jboss.logging.provider", "slf4j"); // which is set to warnings
        Configuration configuration = new Configuration().addAnnotatedClass(Visit.class);
        Map<String, Object> settings = Map.of(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, pool);
        this.factory = configuration.buildSessionFactory(
                new StandardServiceRegistryBuilder().applySettings(settings).build());
    }

    @Override
    public int point(Tenant tenant, long id) {
        return inTransaction(tenant, session -> {
            Visit visit = session.find(Visit.class, id);
            return List.of(visit);
        });
    }

    @Override
    public int list(Tenant tenant, long patientId) {
        return inTransaction(
                tenant,
                session -> session.createSelectionQuery(LIST_QUERY, Visit.class)
                        .setParameter(1, patientId)
                        .getResultList());
    }

    private int inTransaction(Tenant tenant, Work work) {
        UUID tenantId = tenant.id().value();
        try (Session session =
                factory.withOptions().tenantIdentifier((Object) tenantId).openSession()) {
            var transaction = session.beginTransaction();
            int length = 0;
            for (Visit visit : work.run(session)) {
                length += visit.body().length();
            }
            transaction.commit();
            return length;
        }
    }

    @Override
    public void close() {
        factory.close();
    }

    /** Reads visits. */
    @FunctionalInterface
    private interface Work {
        List<Visit> run(Session session);
    }
}
