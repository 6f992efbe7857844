package io.tenancy.jdbc.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.tenant.Tenant;
import io.tenancy.testing.support.Flight;
import io.tenancy.testing.support.ThrowingRunnable;
import io.tenancy.testing.support.WireCount;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.support.TransactionTemplate;

/** The libraries people use, on a pooled {@link TenantDataSource}, none of them knowing of tenancy; round trips counted. */
class DropInTest {
    private static final int EXECUTIONS = 12;
    private static final String VALIDATION = "/* the pool's validation */ select 1";

    private static Notebook notebook;
    private static HikariDataSource pool;
    private static TenantDataSource source;

    @BeforeAll
    static void open() throws SQLException {
        notebook = Notebook.open();
        HikariConfig config = new HikariConfig();
        config.setDataSource(notebook.proxied());
        config.setMaximumPoolSize(2);
        config.setConnectionTestQuery(VALIDATION); // to be told apart on the wire
        pool = new HikariDataSource(config);
        source = TenantDataSource.wrap(pool);
        try (Connection one = pool.getConnection();
                Connection other = pool.getConnection()) {
            assertThat(one).isNotSameAs(other); // the pool is full: nothing is opened in the background any more
        }
    }

    @AfterAll
    static void closeAll() {
        pool.close();
        notebook.close();
    }

    /** Twelve times, tenants alternating; the round trips of the work alone. */
    private static void expect(long roundTrips, TenantWork work) throws Exception {
        for (int i = 0; i < EXECUTIONS; i++) {
            Tenant tenant = i % 2 == 0 ? Notebook.ANN : Notebook.BOB;
            try (TenantScope scope = TenantContext.bind(tenant)) {
                if (i == 0) {
                    work.run(tenant); // whatever a library asks of the server once
                }
                ThrowingRunnable run = () -> work.run(tenant);
                WireCount count = notebook.proxy.measure(run);
                assertThat(count.roundTrips())
                        .as("execution %d: %s %s", i, count.trace(), count.sql())
                        .isEqualTo(roundTrips);
            }
        }
    }

    /** The pool validates connections when it likes, which is not the work's doing. */
    private static boolean isThePools(Flight flight) {
        return !flight.sql().isEmpty() && flight.sql().stream().allMatch(VALIDATION::equals);
    }

    /** Something a library does for one tenant. */
    @FunctionalInterface
    interface TenantWork {
        void run(Tenant tenant) throws Exception;
    }

    private static void assertOwn(List<String> bodies, Tenant tenant) {
        assertThat(bodies).hasSize(Notebook.ROWS_EACH).allMatch(body -> body.startsWith(tenant.key() + " "));
    }

    @Test
    void jdbcTemplate() throws Exception {
        JdbcTemplate jdbc = new JdbcTemplate(source);
        expect(
                1,
                tenant ->
                        assertOwn(jdbc.queryForList("select body from note where body <> 'x'", String.class), tenant));
        expect(
                1,
                tenant -> assertOwn(
                        jdbc.queryForList(
                                "select body from note where coalesce(at, now()) > ? and ?::text is null",
                                String.class,
                                new Timestamp(0),
                                null),
                        tenant));
        expect(
                1,
                tenant -> assertThat(jdbc.update(
                                "update note set at = ? where body = ?",
                                LocalDateTime.MIN.withYear(2026),
                                tenant.key() + " 1"))
                        .isEqualTo(1));
    }

    @Test
    void springReportsARefusedRowAsAViolatedRuleAndAMissingPrivilegeAsBadSql() {
        JdbcTemplate jdbc = new JdbcTemplate(source);
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            assertThatThrownBy(() -> jdbc.update(
                            "insert into note (tenant_id, body) values (?, 'x')",
                            Notebook.BOB.id().value()))
                    .isInstanceOf(org.springframework.dao.DataIntegrityViolationException.class)
                    .rootCause()
                    .hasMessageContaining("row-level security");
            assertThatThrownBy(() -> jdbc.queryForList("select id from secret", Integer.class))
                    .isInstanceOf(org.springframework.jdbc.BadSqlGrammarException.class);
        }
    }

    @Test
    void springTransactions() throws Exception {
        JdbcTemplate jdbc = new JdbcTemplate(source);
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
        expect(
                3 + 1,
                tenant -> transactions.executeWithoutResult(status -> {
                    for (int k = 1; k <= 3; k++) {
                        assertThat(jdbc.update(
                                        "update note set at = ? where body = ?",
                                        new Timestamp(0),
                                        tenant.key() + " " + k))
                                .isEqualTo(1);
                    }
                }));
        expect(
                2 + 2,
                tenant -> transactions.executeWithoutResult(status -> {
                    GeneratedKeyHolder keys = new GeneratedKeyHolder();
                    jdbc.update(
                            c -> c.prepareStatement("insert into note (body) values ('spring')", new String[] {"id"}),
                            keys);
                    assertThat(keys.getKey()).isNotNull();
                    assertThat(jdbc.update("delete from note where body = 'spring'"))
                            .isEqualTo(1);
                }));
    }

    @Test
    void jooq() throws Exception {
        DSLContext dsl = DSL.using(source, SQLDialect.POSTGRES);
        var body = DSL.field("body", String.class);
        var at = DSL.field("at", LocalDateTime.class);
        var note = DSL.table("note");
        expect(
                1,
                tenant -> assertOwn(
                        dsl.select(body)
                                .from(note)
                                .where(at.isNull().or(at.ge(LocalDateTime.of(1900, 1, 1, 0, 0))))
                                .fetch(body),
                        tenant));
        expect(
                1,
                tenant -> assertThat(dsl.update(note)
                                .set(at, DSL.val(new Timestamp(0)).cast(LocalDateTime.class))
                                .where(body.eq(tenant.key() + " 1"))
                                .execute())
                        .isEqualTo(1));
        expect(
                3 + 1,
                tenant -> dsl.transaction(t -> {
                    assertThat(t.dsl()
                                    .insertInto(note, body, at)
                                    .values("jooq", (LocalDateTime) null)
                                    .returning(body)
                                    .fetchOne(body))
                            .isEqualTo("jooq");
                    assertThat(t.dsl().fetchCount(note)).isEqualTo(Notebook.ROWS_EACH + 1);
                    assertThat(t.dsl().deleteFrom(note).where(body.eq("jooq")).execute())
                            .isEqualTo(1);
                }));
        expect(
                1 + 2,
                tenant -> dsl.transaction(t -> assertThat(t.dsl()
                                .batch(t.dsl()
                                        .update(note)
                                        .set(at, (LocalDateTime) null)
                                        .where(body.eq((String) null)))
                                .bind(null, tenant.key() + " 1")
                                .bind(LocalDateTime.now(), tenant.key() + " 2")
                                .execute())
                        .containsExactly(1, 1)));
        assertThat(dsl.meta().getTables("note")).isNotEmpty();
    }

    /** MyBatis' view of the table. */
    interface NoteMapper {
        @Select("select body from note where coalesce(at, #{at}) >= #{at} order by id")
        List<String> bodies(@Param("at") LocalDateTime at);

        @Update("update note set at = #{at} where body = #{body}")
        int touch(@Param("body") String body, @Param("at") Timestamp at);

        @Insert("insert into note (body) values (#{body})")
        @Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
        int insert(Note note);

        @org.apache.ibatis.annotations.Delete("delete from note where body = #{body}")
        int delete(@Param("body") String body);
    }

    @Test
    void myBatis() throws Exception {
        var configuration = new org.apache.ibatis.session.Configuration(
                new Environment("test", new JdbcTransactionFactory(), source));
        configuration.addMapper(NoteMapper.class);
        SqlSessionFactory factory = new SqlSessionFactoryBuilder().build(configuration);
        expect(1, tenant -> {
            try (SqlSession session = factory.openSession(true)) {
                assertOwn(session.getMapper(NoteMapper.class).bodies(LocalDateTime.of(1900, 1, 1, 0, 0)), tenant);
            }
        });
        expect(2 + 1, tenant -> {
            try (SqlSession session = factory.openSession()) {
                NoteMapper mapper = session.getMapper(NoteMapper.class);
                assertThat(mapper.touch(tenant.key() + " 2", new Timestamp(0))).isEqualTo(1);
                assertOwn(mapper.bodies(LocalDateTime.of(1900, 1, 1, 0, 0)), tenant);
                session.commit();
            }
        });
        expect(2 + 2, tenant -> {
            try (SqlSession session = factory.openSession()) {
                NoteMapper mapper = session.getMapper(NoteMapper.class);
                Note note = new Note();
                note.body = "mybatis";
                assertThat(mapper.insert(note)).isEqualTo(1);
                assertThat(note.id).isPositive();
                assertThat(mapper.delete("mybatis")).isEqualTo(1);
                session.commit();
            }
        });
    }

    /** Hibernate's view of the table; the tenant column is nobody's business but the database's. */
    @Entity
    @Table(name = "note")
    static class Note {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;

        @Column
        String body;

        @Column
        LocalDateTime at;
    }

    @Test
    void hibernate() throws Exception {
        Configuration configuration = new Configuration().addAnnotatedClass(Note.class);
        configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, source);
        configuration.setProperty(AvailableSettings.STATEMENT_BATCH_SIZE, "10");
        try (SessionFactory factory = configuration.buildSessionFactory()) {
            expect(1, tenant -> {
                try (Session session = factory.openSession()) {
                    assertOwn(bodies(session), tenant);
                }
            });
            expect(
                    2 + 1,
                    tenant -> factory.inTransaction(session -> {
                        assertOwn(bodies(session), tenant);
                        assertThat(session.createMutationQuery("update DropInTest$Note set at = :at where body = :body")
                                        .setParameter("at", null)
                                        .setParameter("body", tenant.key() + " 3")
                                        .executeUpdate())
                                .isEqualTo(1);
                    }));
            expect(
                    2 + 2,
                    tenant -> factory.inTransaction(session -> {
                        Note note = new Note();
                        note.body = "hibernate";
                        session.persist(note);
                        assertThat(note.id).isPositive();
                        session.remove(note);
                    }));
        }
    }

    private static List<String> bodies(Session session) {
        return session.createSelectionQuery(
                        "select n.body from DropInTest$Note n where n.at is null or n.at > :at", String.class)
                .setParameter("at", LocalDateTime.of(1900, 1, 1, 0, 0))
                .getResultList();
    }

    @Test
    void nothingBoundIsAnErrorForEveryone() {
        assertThatThrownBy(() -> new JdbcTemplate(source).queryForList("select body from note", String.class))
                .rootCause()
                .isInstanceOf(io.tenancy.context.TenantContextMissingException.class);
        assertThatThrownBy(() -> DSL.using(source, SQLDialect.POSTGRES).fetch("select body from note"))
                .rootCause()
                .isInstanceOf(io.tenancy.context.TenantContextMissingException.class);
    }
}
