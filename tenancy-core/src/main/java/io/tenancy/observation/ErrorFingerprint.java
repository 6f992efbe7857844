package io.tenancy.observation;

import io.tenancy.TenancyException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What errors of the same kind have in common: the types of the exception and of its first cause, with the code or SQLSTATE where there is
 * one, and the nearest frames of the application. Never a message: that may hold a row's content or a secret. Lines, and the numbers that
 * compilers and proxies give, do not count, so that the group lives on when code moves. Immutable.
 *
 * @param value 16 hexadecimal digits
 * @param exception the types, such as {@code com.example.BookingException: java.sql.SQLException 23505}
 * @param frames where in the application, the innermost first: {@code com.example.Booking.save}
 */
public record ErrorFingerprint(String value, String exception, List<String> frames) {
    private static final int FRAMES = 5;
    private static final int LONGEST = 200;
    private static final int DIGITS = 16;
    private static final List<String> FOREIGN = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "org.postgresql.",
            "org.jooq.",
            "com.zaxxer.",
            "org.springframework.",
            "org.hibernate.",
            "org.apache.",
            "org.eclipse.",
            "io.netty.",
            "reactor.",
            "com.fasterxml.",
            "org.junit.");
    private static final List<String> OURS = List.of(
            "io.tenancy.jdbc.",
            "io.tenancy.context.",
            "io.tenancy.observation.",
            "io.tenancy.web.",
            "io.tenancy.billing.");

    /**
     * Checks the components.
     *
     * @param value the hash
     * @param exception the types
     * @param frames where
     */
    public ErrorFingerprint {
        frames = List.copyOf(frames);
    }

    /**
     * Of a failure, with frames outside of the JDK, of Tenancy and of well-known libraries.
     *
     * @param failure the failure
     * @return its fingerprint
     */
    public static ErrorFingerprint of(Throwable failure) {
        return of(failure, ErrorFingerprint::isOfTheApplication);
    }

    /**
     * Of a failure, with frames in some packages only.
     *
     * @param failure the failure
     * @param packages such as {@code com.example}
     * @return its fingerprint
     */
    public static ErrorFingerprint of(Throwable failure, Collection<String> packages) {
        return of(failure, name -> packages.stream().anyMatch(one -> name.startsWith(one + ".")));
    }

    private static ErrorFingerprint of(Throwable failure, Predicate<String> isOurs) {
        Throwable first = firstCause(failure);
        String exception = first == failure ? type(failure) : type(failure) + ": " + type(first);
        List<String> frames = frames(first, isOurs);
        if (frames.isEmpty() && first != failure) {
            frames = frames(failure, isOurs);
        }
        return new ErrorFingerprint(hash(exception, frames), cut(exception), frames);
    }

    private static Throwable firstCause(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable first = failure;
        while (seen.add(first) && first.getCause() != null) {
            first = first.getCause();
        }
        return first;
    }

    private static String type(Throwable failure) {
        String name = plain(failure.getClass().getName());
        if (failure instanceof TenancyException ours) {
            return name + " " + ours.code();
        }
        String state = failure instanceof SQLException sql ? sql.getSQLState() : null;
        return state != null && state.matches("[0-9A-Z]{5}") ? name + " " + state : name;
    }

    private static List<String> frames(Throwable failure, Predicate<String> isOurs) {
        List<String> frames = new ArrayList<>();
        Arrays.stream(failure.getStackTrace())
                .filter(frame -> isOurs.test(frame.getClassName()))
                .map(frame -> cut(plain(frame.getClassName()) + "." + plain(frame.getMethodName())))
                .distinct()
                .limit(FRAMES)
                .forEach(frames::add);
        return frames;
    }

    private static boolean isOfTheApplication(String name) {
        return FOREIGN.stream().noneMatch(name::startsWith)
                && OURS.stream().noneMatch(name::startsWith)
                && !name.contains("$Proxy");
    }

    /** Without the numbers of lambdas, hidden classes, proxies and anonymous classes. */
    private static String plain(String name) {
        return name.replaceAll("/0x[0-9a-f]+|@[0-9a-f]+|\\$\\$.*|(?<=\\$)[0-9]+|\\$(?=[0-9]+$)", "");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static String hash(String exception, List<String> frames) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(exception.getBytes(StandardCharsets.UTF_8));
            for (String frame : frames) {
                digest.update((byte) '\n');
                digest.update(frame.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
