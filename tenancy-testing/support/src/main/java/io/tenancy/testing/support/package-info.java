/**
 * The parts that tests, the demo and local development stand on. They know PostgreSQL, and no other module of Tenancy.
 *
 * <ul>
 *   <li>{@link io.tenancy.testing.support.EmbeddedServer} runs a real PostgreSQL from the class path, thrown away or kept.
 *   <li>{@link io.tenancy.testing.support.TestServer} is one such server for each JVM; a test class clones a
 *       {@link io.tenancy.testing.support.TestDatabase} from a template prepared once.
 *   <li>{@link io.tenancy.testing.support.WireProxy} stands between client and server, counts round trips as
 *       {@link io.tenancy.testing.support.Flight flights}, adds latency, cuts and stalls connections.
 *   <li>{@link io.tenancy.testing.support.PgBouncer} starts that pooler in transaction mode, found by
 *       {@link io.tenancy.testing.support.Programs}.
 *   <li>{@link io.tenancy.testing.support.SettableClock} is the time that a test decides on.
 * </ul>
 *
 * <p>A test class typically reads
 *
 * <pre>{@code
 * TestServer.template("clinic", database -> database.execute("create table patient (id int primary key)"));
 * try (TestDatabase database = TestServer.clone("clinic");
 *         WireProxy proxy = WireProxy.to(database.server())) {
 *     DataSource source = proxy.dataSource(database.name(), "tenancy_app", "secret");
 *     WireCount count = proxy.measure(() -> work(source));
 *     assertThat(count.roundTrips()).as(count.trace()).isEqualTo(1);
 * }
 * }</pre>
 *
 * <p>What cannot be done is told by a {@link io.tenancy.testing.support.SupportException} with the way out in its message.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.testing.support;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
