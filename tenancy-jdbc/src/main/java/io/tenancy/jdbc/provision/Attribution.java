package io.tenancy.jdbc.provision;

/**
 * Who changes the registry, and why. Both go into the audit trail and are kept for good.
 *
 * @param actor a person, a program or a gateway, such as {@code ops:anna} or {@code billing:stripe}; at most 200 characters
 * @param reason one sentence, at most 1,000 characters
 */
public record Attribution(String actor, String reason) {
    /**
     * Checks the components.
     *
     * @param actor who
     * @param reason why
     * @throws IllegalArgumentException if one is blank or too long
     */
    public Attribution {
        check("actor", actor, 200);
        check("reason", reason, 1000);
    }

    private static void check(String name, String value, int limit) {
        if (value.isBlank() || value.length() > limit) {
            throw new IllegalArgumentException(name + " must be 1 to " + limit + " characters, not blank");
        }
    }
}
