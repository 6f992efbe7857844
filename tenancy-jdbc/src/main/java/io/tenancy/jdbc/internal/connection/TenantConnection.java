package io.tenancy.jdbc.internal.connection;

import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantContextMissingException;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.hook.TransactionHooks;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jooq.tools.jdbc.DefaultConnection;

/**
 * A connection on which every statement runs inside the tenant that is bound when it is executed. Like any JDBC connection it is for
 * one thread at a time.
 */
public final class TenantConnection extends DefaultConnection {
    private static final String CONNECTION_DOES_NOT_EXIST = "08003";

    private final Connection delegate;
    private final DriverTraits driver;
    private final StatementTexts texts;
    private final boolean withNumber;
    private final TransactionContext context;
    private final Units units;
    private final TransactionEnds ends;
    private volatile boolean closed;

    /**
     * Wraps a connection of the app role.
     *
     * @param delegate the connection, usually of a pool
     * @param texts the texts already read
     * @param withNumber whether tenant columns are bigint
     * @throws SQLException if the driver cannot be asked
     */
    public TenantConnection(Connection delegate, StatementTexts texts, boolean withNumber) throws SQLException {
        super(delegate);
        this.delegate = delegate;
        this.texts = texts;
        this.withNumber = withNumber;
        this.driver = DriverTraits.of(delegate);
        this.context = driver.context();
        this.units = new Units(delegate, driver);
        this.ends = new TransactionEnds(delegate, driver, context, withNumber);
    }

    // ---------------------------------------------------------------- how an execution reaches the server

    SqlText text(String sql) {
        return texts.read(sql);
    }

    DriverTraits driver() {
        return driver;
    }

    /**
     * Decides how a text goes out now, refuses before the wire what may not go out at all, and runs it that way.
     *
     * @param gluable whether the statement object can stand behind the context in one text
     */
    <T> T execute(SqlText text, boolean gluable, RoutedWork<T> work) throws SQLException {
        context.lock();
        try {
            requireOpen();
            Route route = route(text, gluable);
            ends.before(text);
            return run(route, () -> work.run(route));
        } finally {
            context.unlock();
            ends.runDue();
        }
    }

    /** A pool may hand out the physical connection again while statements of this one are still in somebody's hands. */
    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("This connection has been closed.", CONNECTION_DOES_NOT_EXIST);
        }
    }

    private Route route(SqlText text, boolean gluable) throws SQLException {
        DriverTraits.State state = driver.state();
        boolean inTransaction = inTransaction(state);
        if (!inTransaction || state == DriverTraits.State.IDLE) {
            context.forget();
        }
        SqlText.Kind kind = text.kind();
        if (kind == SqlText.Kind.CONTROL
                || (text.needsNoTenant() && TenantContext.current() == null && !context.isOwned())) {
            return Route.withoutTenant(text);
        }
        if (kind != SqlText.Kind.WORK && kind != SqlText.Kind.ALONE) {
            throw Failures.refusal(kind);
        }
        TenantBinding binding = requiredBinding();
        context.requireSame(binding);
        boolean glue = gluable && kind == SqlText.Kind.WORK && driver.canGlue();
        Form form = form(inTransaction, state, glue);
        return new Route(form, text, ContextSql.of(binding, withNumber));
    }

    private Form form(boolean inTransaction, DriverTraits.State state, boolean glue) {
        if (!inTransaction) {
            return glue ? Form.UNIT : Form.SEPARATE_UNIT;
        }
        if (context.isOnServer() || state == DriverTraits.State.FAILED) {
            return Form.PLAIN;
        }
        return glue ? Form.GLUED : Form.SEPARATE;
    }

    private boolean inTransaction(DriverTraits.State state) throws SQLException {
        return !delegate.getAutoCommit() || state == DriverTraits.State.OPEN || state == DriverTraits.State.FAILED;
    }

    private static TenantBinding requiredBinding() throws SQLException {
        TenantBinding binding = TenantContext.current();
        if (binding == null) {
            throw new TenantSqlException(new TenantContextMissingException(), TenantSqlException.CONTEXT_MISSING);
        }
        return binding;
    }

    /** Runs one execution on its route: opens and ends the transaction it owns, keeps the books, translates failures. */
    private <T> T run(Route route, SqlWork<T> work) throws SQLException {
        Form form = route.form();
        if (form == Form.UNIT) {
            return units.inOneFlight(route, work);
        }
        if (form == Form.SEPARATE_UNIT) {
            return units.inSeveral(route, () -> {
                sendContext(route.context());
                return work.run();
            });
        }
        try {
            if (form != Form.PLAIN) {
                context.claim(route.context().binding());
            }
            if (form == Form.SEPARATE) {
                sendContext(route.context());
            }
            T result = work.run();
            if (form != Form.PLAIN) {
                context.sent(route.context().binding());
            }
            noteEffects(route.text(), true);
            return result;
        } catch (SQLException e) {
            context.lost();
            noteEffects(route.text(), false);
            throw Failures.translate(e, route.bindingOrNull());
        } catch (RuntimeException | Error e) {
            context.lost();
            throw e;
        }
    }

    private void noteEffects(SqlText text, boolean succeeded) {
        ends.after(text, succeeded);
        if (text.endsTransaction()) {
            context.forget();
        } else if (text.losesContext()) {
            context.lost();
        }
    }

    private void sendContext(ContextSql sql) throws SQLException {
        try (PreparedStatement statement = delegate.prepareStatement(sql.sql())) {
            sql.bindTo(statement);
            statement.execute();
        }
        if (!delegate.getAutoCommit() || driver.state() == DriverTraits.State.OPEN) {
            context.sent(sql.binding());
        }
    }

    /** Runs work of the driver's own making (an updatable row, a large object) with the context in place. */
    <T> T runDriverWork(SqlWork<T> work) throws SQLException {
        return execute(StatementTexts.DRIVER_WORK, false, route -> work.run());
    }

    // ---------------------------------------------------------------- statements

    @Override
    public Statement createStatement() throws SQLException {
        return new TenantStatement(this, delegate.createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return new TenantStatement(this, delegate.createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return new TenantStatement(this, delegate.createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return prepare(sql, delegate::prepareStatement);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        PreparedForm how = s -> delegate.prepareStatement(s, type, concurrency);
        return concurrency == ResultSet.CONCUR_UPDATABLE ? prepareAlone(sql, how) : prepare(sql, how);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        PreparedForm how = s -> delegate.prepareStatement(s, type, concurrency, holdability);
        return concurrency == ResultSet.CONCUR_UPDATABLE ? prepareAlone(sql, how) : prepare(sql, how);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        PreparedForm how = s -> delegate.prepareStatement(s, autoGeneratedKeys);
        return autoGeneratedKeys == Statement.NO_GENERATED_KEYS ? prepare(sql, how) : prepareAlone(sql, how);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return prepareAlone(sql, s -> delegate.prepareStatement(s, columnIndexes));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return prepareAlone(sql, s -> delegate.prepareStatement(s, columnNames));
    }

    private PreparedStatement prepare(String sql, PreparedForm how) throws SQLException {
        SqlText text = text(sql);
        return text.kind() == SqlText.Kind.WORK && driver.canGlue()
                ? new TenantPreparedStatement(this, text, how)
                : prepareAlone(sql, how);
    }

    private PreparedStatement prepareAlone(String sql, PreparedForm how) throws SQLException {
        return new AlonePreparedStatement(this, text(sql), how.prepare(sql));
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return new TenantCallableStatement(this, text(sql), delegate.prepareCall(sql));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return new TenantCallableStatement(this, text(sql), delegate.prepareCall(sql, type, concurrency));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return new TenantCallableStatement(this, text(sql), delegate.prepareCall(sql, type, concurrency, holdability));
    }

    // ---------------------------------------------------------------- transactions

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (autoCommit != delegate.getAutoCommit()) {
            control(true, () -> ends.setAutoCommit(autoCommit));
        }
    }

    @Override
    public void commit() throws SQLException {
        control(true, ends::commit);
    }

    @Override
    public void rollback() throws SQLException {
        control(true, ends::rollback);
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        control(false, () -> {
            // Undoes a context that was sent after the savepoint: send it again with the next statement.
            context.lost();
            ends.rollback(savepoint);
        });
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return ends.mark(delegate.setSavepoint());
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return ends.mark(delegate.setSavepoint(name));
    }

    /** Steers the transaction. What does not end it leaves it with its tenant: say, commit() after a BEGIN sent as text. */
    private void control(boolean endsIt, Control control) throws SQLException {
        context.lock();
        try {
            requireOpen();
            control.run();
        } finally {
            DriverTraits.State state = driver.state();
            if (state == DriverTraits.State.IDLE || (endsIt && state == DriverTraits.State.UNKNOWN)) {
                context.forget();
            }
            context.unlock();
            ends.runDue();
        }
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return; // the physical connection may be somebody else's by now
        }
        closed = true;
        try {
            HandBack.leaveNothingOpen(delegate, driver);
        } finally {
            ends.closed();
            delegate.close();
            ends.runDue();
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return closed || delegate.isClosed();
    }

    // ---------------------------------------------------------------- ways to the driver

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return TenantMetaData.wrap(delegate.getMetaData(), this);
    }

    /**
     * Gives the driver's own interfaces, for COPY, large objects and notifications. Inside a transaction the context is sent first;
     * in autocommit mode nothing can carry it, and the policies refuse.
     */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type == TransactionHooks.class) {
            return type.cast(ends);
        }
        if (inTransaction(driver.state()) && TenantContext.current() != null) {
            var unused = runDriverWork(() -> true);
        }
        return delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || type == TransactionHooks.class || delegate.isWrapperFor(type);
    }

    @Override
    public String toString() {
        return "TenantConnection[" + delegate + "]";
    }

    /** One call that steers a transaction. */
    @FunctionalInterface
    private interface Control {
        void run() throws SQLException;
    }

    /** Prepares a text with the flags the user asked for. */
    @FunctionalInterface
    interface PreparedForm {
        PreparedStatement prepare(String sql) throws SQLException;
    }
}
