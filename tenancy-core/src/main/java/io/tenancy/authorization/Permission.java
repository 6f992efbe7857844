package io.tenancy.authorization;

import java.util.Objects;

/**
 * One thing that may be done to one sort of thing, written {@code resource:action}. Immutable and thread-safe; keep the ones you ask
 * for in constants.
 *
 * <pre>{@code
 * static final Permission READ_PATIENTS = Permission.of("patients:read");
 * }</pre>
 *
 * @param resource what it is done to: lower case letters, digits, {@code -} and {@code _}, at most 63, a letter first
 * @param action what is done; the same form
 */
public record Permission(String resource, String action) implements Comparable<Permission> {
    /**
     * Checks the components.
     *
     * @param resource what it is done to
     * @param action what is done
     * @throws IllegalArgumentException if one has another form
     */
    public Permission {
        if (!isName(resource) || !isName(action)) {
            throw new IllegalArgumentException(
                    "A permission is resource:action in lower case, not \"" + resource + ":" + action + "\"");
        }
    }

    /**
     * Reads a permission.
     *
     * @param text for example {@code patients:read}
     * @return the permission
     * @throws IllegalArgumentException if the text is no permission; a wildcard is a {@link PermissionPattern}
     */
    public static Permission of(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("A permission is resource:action, not \"" + text + "\"");
        }
        return new Permission(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Whether a text may be a resource, an action, or the key of a role. */
    static boolean isName(String text) {
        Objects.requireNonNull(text, "name");
        if (text.isEmpty() || text.length() > 63 || text.charAt(0) < 'a' || text.charAt(0) > 'z') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Permission other) {
        int byResource = resource.compareTo(other.resource);
        return byResource != 0 ? byResource : action.compareTo(other.action);
    }

    @Override
    public String toString() {
        return resource + ":" + action;
    }
}
