package io.tenancy.jdbc.internal.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Calendar;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * Values as they were when they were bound. The driver reads mutable values and readers when they are set; a record of binds that is
 * applied later, and perhaps more than once, must hold what they were then.
 */
@SuppressWarnings("JavaUtilDate") // JDBC's own types
final class Snapshots {
    private static final String INVALID_PARAMETER = "22023";
    private static final int CHUNK = 8_192;

    private Snapshots() {}

    /** The value itself if it cannot change, else a copy. */
    static Object of(Object x) throws SQLException {
        if (x instanceof Date date) {
            return date.clone();
        }
        if (x instanceof Calendar calendar) {
            return calendar.clone();
        }
        if (x instanceof PGobject object) {
            return of(object);
        }
        if (x instanceof Map<?, ?> map) {
            return new LinkedHashMap<>(map);
        }
        return x != null && x.getClass().isArray() ? ofArray(x) : x;
    }

    private static Object of(PGobject object) throws SQLException {
        try {
            return object.clone();
        } catch (CloneNotSupportedException e) {
            throw new SQLException("A value of type " + object.getType() + " cannot be copied", INVALID_PARAMETER, e);
        }
    }

    private static Object ofArray(Object array) throws SQLException {
        int length = java.lang.reflect.Array.getLength(array);
        Object copy = java.lang.reflect.Array.newInstance(array.getClass().getComponentType(), length);
        if (array.getClass().getComponentType().isPrimitive()) {
            System.arraycopy(array, 0, copy, 0, length);
        } else {
            for (int i = 0; i < length; i++) {
                ((Object[]) copy)[i] = of(((Object[]) array)[i]);
            }
        }
        return copy;
    }

    static byte[] of(byte[] x) {
        return x == null ? x : x.clone();
    }

    /** Everything in the stream, again and again; null if there is no stream. */
    static Supplier<@Nullable InputStream> stream(@Nullable InputStream x) throws SQLException {
        return x == null ? () -> null : again(bytes(x, Integer.MAX_VALUE));
    }

    static Supplier<@Nullable InputStream> stream(@Nullable InputStream x, long limit) throws SQLException {
        return x == null ? () -> null : again(bytes(x, limit));
    }

    private static Supplier<@Nullable InputStream> again(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }

    static Supplier<@Nullable Reader> reader(@Nullable Reader x, long limit) throws SQLException {
        if (x == null) {
            return () -> null;
        }
        String text = text(x, limit);
        return () -> new StringReader(text);
    }

    private static byte[] bytes(InputStream x, long limit) throws SQLException {
        try {
            return x.readNBytes((int) Math.min(Math.max(limit, 0), Integer.MAX_VALUE));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String text(Reader x, long limit) throws SQLException {
        StringWriter text = new StringWriter();
        char[] chunk = new char[CHUNK];
        try {
            for (long left = limit; left > 0; ) {
                int read = x.read(chunk, 0, (int) Math.min(chunk.length, left));
                if (read < 0) {
                    break;
                }
                text.write(chunk, 0, read);
                left -= read;
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return text.toString();
    }

    private static SQLException unreadable(IOException e) {
        return new SQLException("The value cannot be read: " + e.getMessage(), INVALID_PARAMETER, e);
    }

    /** For streams that are too large to keep: the second execution fails instead of writing nothing. */
    static BindLog.Bind once(BindLog.Bind bind) {
        boolean[] used = {false};
        return (statement, at) -> {
            if (used[0]) {
                throw new SQLException("The stream was read by an earlier execution; set it again", INVALID_PARAMETER);
            }
            used[0] = true;
            bind.set(statement, at);
        };
    }
}
