package io.tenancy.jdbc.docs;

import static io.tenancy.jdbc.docs.Clinic.ACME;
import static io.tenancy.jdbc.docs.Clinic.BIRCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The libraries of the quickstart, each set up as an application would. */
class LibrariesTest {
    private static Clinic clinic;
    private static DataSource dataSource;

    @BeforeAll
    static void open() throws Exception {
        clinic = new Clinic();
        dataSource = TenantDataSource.wrap(clinic.pool);
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    private static void assertEachSeesItsOwn(Supplier<List<String>> names) {
        try (TenantScope scope = TenantContext.bind(ACME)) {
            assertThat(names.get()).containsExactly("Ann");
        }
        try (TenantScope scope = TenantContext.bind(BIRCH)) {
            assertThat(names.get()).containsExactly("Bob");
        }
    }

    @Test
    void spring() {
        // snippet: spring
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        // end
        assertEachSeesItsOwn(() -> jdbc.queryForList("select name from patient", String.class));
        assertEachSeesItsOwn(
                () -> transactions.execute(status -> jdbc.queryForList("select name from patient", String.class)));
    }

    @Test
    void jooq() {
        // snippet: jooq
        DSLContext dsl = DSL.using(dataSource, SQLDialect.POSTGRES);
        // end
        assertEachSeesItsOwn(() -> dsl.fetch("select name from patient").getValues(0, String.class));
    }

    // snippet: hibernate-entity
    @Entity(name = "Patient")
    @Table(name = "patient")
    static class Patient { // no @TenantId, no filter: the database fills tenant_id in and checks it
        @Id
        @GeneratedValue
        UUID id;

        @Column(nullable = false)
        String name;
    }
    // end

    @Test
    void hibernate() {
        // snippet: hibernate
        var configuration = new org.hibernate.cfg.Configuration().addAnnotatedClass(Patient.class);
        configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource);
        SessionFactory sessions = configuration.buildSessionFactory();
        // end
        try (sessions) {
            assertEachSeesItsOwn(() -> sessions.fromTransaction(
                    session -> session.createQuery("select p.name from Patient p", String.class)
                            .list()));
        }
    }

    // snippet: mybatis-mapper
    interface Patients {
        @Select("select name from patient")
        List<String> names();
    }
    // end

    @Test
    void myBatis() {
        // snippet: mybatis
        var configuration = new org.apache.ibatis.session.Configuration(
                new Environment("clinic", new JdbcTransactionFactory(), dataSource));
        configuration.addMapper(Patients.class);
        SqlSessionFactory sessions = new SqlSessionFactoryBuilder().build(configuration);
        // end
        assertEachSeesItsOwn(() -> {
            try (SqlSession session = sessions.openSession()) {
                return session.getMapper(Patients.class).names();
            }
        });
    }
}
