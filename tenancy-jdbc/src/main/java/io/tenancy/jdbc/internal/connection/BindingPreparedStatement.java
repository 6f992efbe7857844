package io.tenancy.jdbc.internal.connection;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records binds instead of handing them to the driver, because only the execution knows in which text, and behind how many context
 * parameters, they will stand. Nothing but the setters of {@link PreparedStatement} lives here.
 */
@SuppressWarnings("JavaUtilDate") // JDBC's own types
abstract class BindingPreparedStatement extends TextlessPreparedStatement {
    private final BindLog binds;

    BindingPreparedStatement(TenantConnection connection, BindLog binds) {
        super(null, connection);
        this.binds = binds;
    }

    BindLog binds() {
        return binds;
    }

    private void typed(int i, BindLog.Bind bind) throws SQLException {
        binds.put(i, true, bind);
    }

    private void untyped(int i, BindLog.Bind bind) throws SQLException {
        binds.put(i, false, bind);
    }

    private void text(int i, BindLog.Bind bind) throws SQLException {
        binds.put(i, binds.stringsAreTyped(), bind);
    }

    private void ofType(int i, int sqlType, BindLog.Bind bind) throws SQLException {
        binds.put(i, binds.isTyped(sqlType), bind);
    }

    private void ofClass(int i, @Nullable Object x, BindLog.Bind bind) throws SQLException {
        binds.put(i, binds.isTyped(x), bind);
    }

    /** The driver reads mutable dates when they are set; so the record must not change with them. */
    @SuppressWarnings("unchecked")
    private static <T extends java.util.Date> T copy(T date) {
        return date == null ? date : (T) date.clone();
    }

    private static Calendar copy(Calendar calendar) {
        return calendar == null ? calendar : (Calendar) calendar.clone();
    }

    @Override
    public void clearParameters() throws SQLException {
        binds.clear();
    }

    @Override
    public void setBoolean(int i, boolean x) throws SQLException {
        typed(i, (s, at) -> s.setBoolean(at, x));
    }

    @Override
    public void setByte(int i, byte x) throws SQLException {
        typed(i, (s, at) -> s.setByte(at, x));
    }

    @Override
    public void setShort(int i, short x) throws SQLException {
        typed(i, (s, at) -> s.setShort(at, x));
    }

    @Override
    public void setInt(int i, int x) throws SQLException {
        typed(i, (s, at) -> s.setInt(at, x));
    }

    @Override
    public void setLong(int i, long x) throws SQLException {
        typed(i, (s, at) -> s.setLong(at, x));
    }

    @Override
    public void setFloat(int i, float x) throws SQLException {
        typed(i, (s, at) -> s.setFloat(at, x));
    }

    @Override
    public void setDouble(int i, double x) throws SQLException {
        typed(i, (s, at) -> s.setDouble(at, x));
    }

    @Override
    public void setBigDecimal(int i, BigDecimal x) throws SQLException {
        typed(i, (s, at) -> s.setBigDecimal(at, x));
    }

    @Override
    public void setBytes(int i, byte[] x) throws SQLException {
        byte[] copy = Snapshots.of(x);
        typed(i, (s, at) -> s.setBytes(at, copy));
    }

    @Override
    public void setString(int i, String x) throws SQLException {
        text(i, (s, at) -> s.setString(at, x));
    }

    @Override
    public void setNString(int i, String x) throws SQLException {
        text(i, (s, at) -> s.setNString(at, x));
    }

    @Override
    public void setNull(int i, int sqlType) throws SQLException {
        ofType(i, sqlType, (s, at) -> s.setNull(at, sqlType));
    }

    @Override
    public void setNull(int i, int sqlType, String typeName) throws SQLException {
        untyped(i, (s, at) -> s.setNull(at, sqlType, typeName));
    }

    @Override
    public void setDate(int i, Date x) throws SQLException {
        Date copy = copy(x);
        untyped(i, (s, at) -> s.setDate(at, copy));
    }

    @Override
    public void setDate(int i, Date x, Calendar calendar) throws SQLException {
        Date copy = copy(x);
        Calendar calendarCopy = copy(calendar);
        untyped(i, (s, at) -> s.setDate(at, copy, calendarCopy));
    }

    @Override
    public void setTime(int i, Time x) throws SQLException {
        Time copy = copy(x);
        untyped(i, (s, at) -> s.setTime(at, copy));
    }

    @Override
    public void setTime(int i, Time x, Calendar calendar) throws SQLException {
        Time copy = copy(x);
        Calendar calendarCopy = copy(calendar);
        untyped(i, (s, at) -> s.setTime(at, copy, calendarCopy));
    }

    @Override
    public void setTimestamp(int i, Timestamp x) throws SQLException {
        Timestamp copy = copy(x);
        untyped(i, (s, at) -> s.setTimestamp(at, copy));
    }

    @Override
    public void setTimestamp(int i, Timestamp x, Calendar calendar) throws SQLException {
        Timestamp copy = copy(x);
        Calendar calendarCopy = copy(calendar);
        untyped(i, (s, at) -> s.setTimestamp(at, copy, calendarCopy));
    }

    @Override
    public void setObject(int i, Object x) throws SQLException {
        Object copy = Snapshots.of(x);
        ofClass(i, x, (s, at) -> s.setObject(at, copy));
    }

    @Override
    public void setObject(int i, Object x, int sqlType) throws SQLException {
        Object copy = Snapshots.of(x);
        ofType(i, sqlType, (s, at) -> s.setObject(at, copy, sqlType));
    }

    @Override
    public void setObject(int i, Object x, int sqlType, int scale) throws SQLException {
        Object copy = Snapshots.of(x);
        ofType(i, sqlType, (s, at) -> s.setObject(at, copy, sqlType, scale));
    }

    @Override
    public void setObject(int i, Object x, SQLType sqlType) throws SQLException {
        Object copy = Snapshots.of(x);
        untyped(i, (s, at) -> s.setObject(at, copy, sqlType));
    }

    @Override
    public void setObject(int i, Object x, SQLType sqlType, int scale) throws SQLException {
        Object copy = Snapshots.of(x);
        untyped(i, (s, at) -> s.setObject(at, copy, sqlType, scale));
    }

    @Override
    public void setRef(int i, Ref x) throws SQLException {
        untyped(i, (s, at) -> s.setRef(at, x));
    }

    @Override
    public void setBlob(int i, Blob x) throws SQLException {
        untyped(i, (s, at) -> s.setBlob(at, x));
    }

    @Override
    public void setClob(int i, Clob x) throws SQLException {
        untyped(i, (s, at) -> s.setClob(at, x));
    }

    @Override
    public void setNClob(int i, NClob x) throws SQLException {
        untyped(i, (s, at) -> s.setNClob(at, x));
    }

    @Override
    public void setArray(int i, Array x) throws SQLException {
        untyped(i, (s, at) -> s.setArray(at, x));
    }

    @Override
    public void setURL(int i, URL x) throws SQLException {
        untyped(i, (s, at) -> s.setURL(at, x));
    }

    @Override
    public void setRowId(int i, RowId x) throws SQLException {
        untyped(i, (s, at) -> s.setRowId(at, x));
    }

    @Override
    public void setSQLXML(int i, SQLXML x) throws SQLException {
        untyped(i, (s, at) -> s.setSQLXML(at, x));
    }

    @Override
    public void setAsciiStream(int i, InputStream x) throws SQLException {
        Supplier<@Nullable InputStream> copy = Snapshots.stream(x);
        untyped(i, (s, at) -> s.setAsciiStream(at, copy.get()));
    }

    @Override
    public void setAsciiStream(int i, InputStream x, int length) throws SQLException {
        Supplier<@Nullable InputStream> copy = Snapshots.stream(x, length);
        untyped(i, (s, at) -> s.setAsciiStream(at, copy.get(), length));
    }

    @Override
    public void setAsciiStream(int i, InputStream x, long length) throws SQLException {
        Supplier<@Nullable InputStream> copy = Snapshots.stream(x, length);
        untyped(i, (s, at) -> s.setAsciiStream(at, copy.get(), length));
    }

    @Override
    public void setBinaryStream(int i, InputStream x) throws SQLException {
        Supplier<@Nullable InputStream> copy = Snapshots.stream(x);
        untyped(i, (s, at) -> s.setBinaryStream(at, copy.get()));
    }

    @Override
    public void setBinaryStream(int i, InputStream x, int length) throws SQLException {
        untyped(i, (s, at) -> s.setBinaryStream(at, x, length));
    }

    @Override
    public void setBinaryStream(int i, InputStream x, long length) throws SQLException {
        untyped(i, (s, at) -> s.setBinaryStream(at, x, length));
    }

    @Override
    public void setCharacterStream(int i, Reader x) throws SQLException {
        Supplier<@Nullable Reader> copy = Snapshots.reader(x, Long.MAX_VALUE);
        untyped(i, (s, at) -> s.setCharacterStream(at, copy.get()));
    }

    @Override
    public void setCharacterStream(int i, Reader x, int length) throws SQLException {
        Supplier<@Nullable Reader> copy = Snapshots.reader(x, length);
        untyped(i, (s, at) -> s.setCharacterStream(at, copy.get(), length));
    }

    @Override
    public void setCharacterStream(int i, Reader x, long length) throws SQLException {
        Supplier<@Nullable Reader> copy = Snapshots.reader(x, length);
        untyped(i, (s, at) -> s.setCharacterStream(at, copy.get(), length));
    }

    @Override
    public void setNCharacterStream(int i, Reader x) throws SQLException {
        untyped(i, (s, at) -> s.setNCharacterStream(at, x));
    }

    @Override
    public void setNCharacterStream(int i, Reader x, long length) throws SQLException {
        untyped(i, (s, at) -> s.setNCharacterStream(at, x, length));
    }

    @Override
    public void setClob(int i, Reader x) throws SQLException {
        untyped(i, Snapshots.once((s, at) -> s.setClob(at, x)));
    }

    @Override
    public void setClob(int i, Reader x, long length) throws SQLException {
        untyped(i, Snapshots.once((s, at) -> s.setClob(at, x, length)));
    }

    @Override
    public void setBlob(int i, InputStream x) throws SQLException {
        untyped(i, Snapshots.once((s, at) -> s.setBlob(at, x)));
    }

    @Override
    public void setBlob(int i, InputStream x, long length) throws SQLException {
        untyped(i, Snapshots.once((s, at) -> s.setBlob(at, x, length)));
    }

    @Override
    public void setNClob(int i, Reader x) throws SQLException {
        untyped(i, (s, at) -> s.setNClob(at, x));
    }

    @Override
    public void setNClob(int i, Reader x, long length) throws SQLException {
        untyped(i, (s, at) -> s.setNClob(at, x, length));
    }

    @Override
    @Deprecated
    public void setUnicodeStream(int i, InputStream x, int length) throws SQLException {
        untyped(i, (s, at) -> s.setUnicodeStream(at, x, length));
    }
}
