package io.tenancy.testing.support;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one throw-away PostgreSQL of this JVM, started at first use and stopped with the JVM. A test class clones its database from a
 * template that is prepared once: a clone costs tens of milliseconds, a migration seconds. Thread-safe.
 *
 * <p>Roles belong to the whole server: a template's preparation may make them, and has to bear that they exist already.
 *
 * <pre>{@code
 * private static final TestDatabase DATABASE = clinic();
 *
 * static TestDatabase clinic() {
 *     TestServer.template("clinic", database -> migrate(database.dataSource()));
 *     return TestServer.clone("clinic");
 * }
 * }</pre>
 */
public final class TestServer {
    private static final int MAX_CONNECTIONS = 200;
    private static final String TEMPLATE = "template_";
    private static final ConcurrentHashMap<String, Template> TEMPLATES = new ConcurrentHashMap<>();
    private static final AtomicInteger CLONES = new AtomicInteger();

    private TestServer() {}

    private static final class Running {
        static final EmbeddedServer SERVER =
                EmbeddedServer.throwAway(ServerOptions.defaults().withMaxConnections(MAX_CONNECTIONS));
    }

    private static final class Template {
        private boolean prepared;
    }

    /**
     * What fills a template.
     */
    @FunctionalInterface
    public interface Preparation {
        /**
         * Fills the new, empty database.
         *
         * @param database the database that becomes the template
         * @throws Exception whatever goes wrong; the template is then dropped and may be tried again
         */
        void prepare(TestDatabase database) throws Exception;
    }

    /**
     * The server itself.
     *
     * @return the running server
     */
    public static EmbeddedServer server() {
        return Running.SERVER;
    }

    /**
     * Prepares a template, unless this JVM has one of that name already. Whoever asks for the same name meanwhile waits.
     *
     * @param name the template's name: lower-case letters, digits and underscores
     * @param preparation what fills it
     * @throws IllegalArgumentException if the name is none
     * @throws EmbeddedServerException if the preparation fails
     */
    public static void template(String name, Preparation preparation) {
        if (!name.matches("[a-z0-9_]{1,40}")) {
            throw new IllegalArgumentException("'" + name + "' must be 1 to 40 of a-z, 0-9 and _");
        }
        Template template = TEMPLATES.computeIfAbsent(name, key -> new Template());
        synchronized (template) {
            if (!template.prepared) {
                prepare(TEMPLATE + name, preparation);
                template.prepared = true;
            }
        }
    }

    private static void prepare(String name, Preparation preparation) {
        TestDatabase database = create(name, "template1");
        try {
            preparation.prepare(database);
            // A template nobody can connect to is never "being accessed by other users".
            admin("alter database \"" + name + "\" allow_connections false");
            admin("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
        } catch (Exception e) {
            database.close();
            throw new EmbeddedServerException(
                    "The template database " + name + " cannot be prepared: " + e.getMessage(),
                    "Mend what the cause names",
                    e);
        }
    }

    /**
     * Makes a database that is a copy of a template.
     *
     * @param template the template's name
     * @return the copy; the caller closes it
     * @throws IllegalStateException if there is no template of that name
     */
    public static TestDatabase clone(String template) {
        Template known = TEMPLATES.get(template);
        if (known == null) {
            throw new IllegalStateException("No template '" + template + "': call TestServer.template first");
        }
        synchronized (known) {
            if (!known.prepared) {
                throw new IllegalStateException("The template '" + template + "' could not be prepared");
            }
        }
        return create("clone_" + CLONES.incrementAndGet() + "_of_" + template, TEMPLATE + template);
    }

    /**
     * Makes an empty database.
     *
     * @return the database; the caller closes it
     */
    public static TestDatabase database() {
        return create("empty_" + CLONES.incrementAndGet(), "template1");
    }

    private static TestDatabase create(String name, String template) {
        admin("create database \"" + name + "\" template \"" + template + "\"");
        return new TestDatabase(server(), name);
    }

    private static void admin(String sql) {
        try {
            server().execute(EmbeddedServer.SUPERUSER, sql);
        } catch (SQLException e) {
            throw new EmbeddedServerException(
                    "The test server refuses '" + sql + "': " + e.getMessage(), "Mend what it names", e);
        }
    }
}
