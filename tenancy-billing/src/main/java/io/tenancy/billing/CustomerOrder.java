package io.tenancy.billing;

import java.util.Objects;

/**
 * Somebody the gateway is to know. Immutable.
 *
 * @param name for people
 * @param email where receipts go
 */
public record CustomerOrder(String name, String email) {
    /**
     * Checks the components.
     *
     * @param name for people
     * @param email where receipts go
     */
    public CustomerOrder {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(email, "email");
    }

    @Override
    public String toString() {
        return "CustomerOrder[]";
    }
}
