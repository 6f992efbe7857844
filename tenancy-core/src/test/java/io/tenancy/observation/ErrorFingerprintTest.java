package io.tenancy.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ErrorFingerprintTest {
    private static final List<String> HERE = List.of("io.tenancy.observation");

    private static Exception thrown(Callable<?> work) {
        try {
            Object unused = work.call();
        } catch (Exception e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    private static Object refuse(String name) {
        throw new IllegalStateException("no room for " + name);
    }

    private static Object refuseElsewhere(String name) {
        throw new IllegalStateException("no room for " + name);
    }

    private static Exception sql(String state) {
        return new IllegalStateException("outer", new SQLException("Key (name)=(Ann Smith) exists", state));
    }

    @Test
    void whatTheMessageSaysDoesNotCountAndIsNotKept() {
        ErrorFingerprint one = ErrorFingerprint.of(thrown(() -> refuse("Ann Smith")), HERE);
        ErrorFingerprint other = ErrorFingerprint.of(thrown(() -> refuse("Bob Jones")), HERE);
        assertThat(one.toString()).doesNotContain("Ann", "room");
        assertThat(one.frames()).startsWith("io.tenancy.observation.ErrorFingerprintTest.refuse");
        assertThat(one.value()).matches("[0-9a-f]{16}");
        assertThat(other.exception()).isEqualTo(one.exception());
        assertThat(other.frames()).first().isEqualTo(one.frames().get(0));
        assertThat(ErrorFingerprint.of(sql("23505"), HERE).toString()).doesNotContain("Ann", "outer");
    }

    @Test
    void theSamePlaceIsTheSameGroupAndAnotherPlaceIsAnother() {
        String[] values = new String[3];
        for (int i = 0; i < 2; i++) {
            int number = i;
            values[i] = ErrorFingerprint.of(thrown(() -> refuse("patient " + number)), HERE)
                    .value();
        }
        values[2] = ErrorFingerprint.of(thrown(() -> refuseElsewhere("patient 0")), HERE)
                .value();
        assertThat(values[0]).isEqualTo(values[1]).isNotEqualTo(values[2]);
    }

    @Test
    void theStateOfAnSqlExceptionCounts() {
        assertThat(ErrorFingerprint.of(sql("23505"), HERE).exception())
                .isEqualTo("java.lang.IllegalStateException: java.sql.SQLException 23505");
        assertThat(ErrorFingerprint.of(sql("23505"), HERE).value())
                .isNotEqualTo(ErrorFingerprint.of(sql("40001"), HERE).value());
        assertThat(ErrorFingerprint.of(sql("Ann Smith"), HERE).exception())
                .isEqualTo("java.lang.IllegalStateException: java.sql.SQLException");
    }

    @Test
    void numbersOfCompilersDoNotCount() {
        Exception one = new IllegalStateException();
        one.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("com.example.Booking$$Lambda/0x000001", "lambda$save$3", "Booking.java", 7),
            new StackTraceElement("com.example.Booking", "lambda$save$3", "Booking.java", 7),
            new StackTraceElement("java.util.ArrayList", "forEach", "ArrayList.java", 1),
            new StackTraceElement("com.example.Desk$1", "open", "Desk.java", 9)
        });
        Exception other = new IllegalStateException();
        other.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("com.example.Booking$$Lambda/0x00ff01", "lambda$save$12", "Booking.java", 70),
            new StackTraceElement("com.example.Booking", "lambda$save$12", "Booking.java", 70),
            new StackTraceElement("com.example.Desk$2", "open", "Desk.java", 99)
        });
        assertThat(ErrorFingerprint.of(one)).isEqualTo(ErrorFingerprint.of(other));
    }

    @Test
    void causesThatGoRoundInACircleEnd() {
        Exception inner = new IllegalStateException("inner");
        Exception outer = new IllegalArgumentException("outer", inner);
        inner.initCause(outer);
        assertThat(ErrorFingerprint.of(outer).exception()).startsWith("java.lang.IllegalArgumentException");
    }
}
