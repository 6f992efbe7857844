package io.tenancy.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives a JUnit Jupiter test class a database of its own, on a PostgreSQL that is started once for each JVM: with Tenancy's roles and
 * control plane, and migrated by the application's own migrations. Migrations run once for each JVM into a template; a class gets a
 * copy, which is dropped after its last test. What a test writes, the later tests of the class see.
 *
 * <pre>{@code
 * @TenancyTest(migrations = "classpath:db/migration")
 * class PatientsTest {
 *     @Test
 *     @AsTenant("acme")
 *     void aPatientBelongsToItsClinic(JdbcTenancy tenancy) {
 *         tenancy.useTransaction(tx -> tx.dsl().execute("insert into patient (id, name) values (1, 'Ann')"));
 *     }
 * }
 * }</pre>
 *
 * <p>Constructors, life-cycle methods and tests may ask for
 *
 * <ul>
 *   <li>{@link io.tenancy.jdbc.JdbcTenancy}, {@link io.tenancy.jdbc.TenantDataSource} or {@link javax.sql.DataSource}: the application's
 *       pooled way in, as {@code tenancy_app};
 *   <li>{@link io.tenancy.jdbc.provision.TenantRegistry}: to make and suspend tenants;
 *   <li>{@link io.tenancy.tenant.Tenant}: the one bound by {@link AsTenant};
 *   <li>{@link io.tenancy.testing.support.TestDatabase}: everything, as the superuser, past all protection.
 * </ul>
 *
 * <p>The application's role has hostile session settings on purpose (time zone, date, interval and bytea style, float digits, a search
 * path that begins with a schema that does not exist): code that relies on a default fails here and not in production.
 *
 * <p>A test that leaves a tenant scope open fails, and the failure names the line that opened it. Because that is watched on all
 * threads, these tests take turns where JUnit runs tests in parallel.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TenancyExtension.class)
@ResourceLock("io.tenancy.context.TenantContext")
public @interface TenancyTest {
    /**
     * Where the application's Flyway migrations stand; none for a database with the control plane only.
     *
     * @return Flyway locations, {@code classpath:..} or {@code filesystem:..}
     */
    String[] migrations() default "classpath:db/migration";
}
