package io.tenancy.audit;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What can be done, and which details may be kept of it: a constant of the application. A detail that is not declared here is refused,
 * so that nothing gets into the log by accident. Immutable and thread-safe.
 *
 * <pre>{@code
 * static final AuditAction VOIDED = AuditAction.of("invoice.void", "amountMinor", "currency");
 * }</pre>
 *
 * @param name what it is called, such as {@code invoice.void}: words of a-z, 0-9 and underscore with dots between, at most 100
 *     characters
 * @param details the names of the details, in order
 */
public record AuditAction(String name, Set<String> details) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");
    private static final Pattern DETAIL = Pattern.compile("[a-z][A-Za-z0-9]{0,49}");
    private static final Set<String> SECRETS =
            Set.of("password", "passphrase", "secret", "token", "hash", "credential", "privatekey", "pepper", "otp");
    private static final int LONGEST = 100;
    private static final int MOST_DETAILS = 20;

    /**
     * Checks the components.
     *
     * @param name the name
     * @param details the names of the details
     * @throws IllegalArgumentException if the name is none, or a detail's name is none, or sounds like a secret
     */
    public AuditAction {
        Objects.requireNonNull(name, "name");
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no action: say it as invoice.void, at most " + LONGEST + " characters");
        }
        if (details.size() > MOST_DETAILS) {
            throw new IllegalArgumentException("Action " + name + " has more than " + MOST_DETAILS + " details");
        }
        for (String detail : details) {
            check(name, detail);
        }
        details = java.util.Collections.unmodifiableSet(new TreeSet<>(details));
    }

    /**
     * Declares an action.
     *
     * @param name what it is called
     * @param details what may be kept of it
     * @return the action
     * @throws IllegalArgumentException if a name cannot be used
     */
    public static AuditAction of(String name, String... details) {
        return new AuditAction(name, Set.of(details));
    }

    private static void check(String action, String detail) {
        if (!DETAIL.matcher(detail).matches()) {
            throw new IllegalArgumentException("Action " + action + ": '" + detail
                    + "' is no detail: a-z, A-Z, 0-9, beginning with a-z, at most 50 characters");
        }
        String lower = detail.toLowerCase(Locale.ROOT);
        if (SECRETS.stream().anyMatch(lower::contains)) {
            throw new IllegalArgumentException("Action " + action + ": detail '" + detail
                    + "' sounds like a secret, and the log is kept for good");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
