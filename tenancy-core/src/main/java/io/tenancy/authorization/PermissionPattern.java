package io.tenancy.authorization;

/**
 * A permission, or all of a resource ({@code invoice:*}), or an action on everything ({@code *:read}). Patterns are written out against
 * the catalogue when a role is written, so that what a later release adds is granted to nobody in silence; only a dynamic role keeps
 * them. Immutable and thread-safe.
 *
 * @param resource a resource, or {@code *}
 * @param action an action, or {@code *}
 */
public record PermissionPattern(String resource, String action) {
    private static final String ANY = "*";

    /**
     * Checks the components.
     *
     * @param resource a resource, or a star
     * @param action an action, or a star
     * @throws IllegalArgumentException if one has another form, or both are stars: only the owner holds everything
     */
    public PermissionPattern {
        boolean resourceFits = resource.equals(ANY) || Permission.isName(resource);
        boolean actionFits = action.equals(ANY) || Permission.isName(action);
        if (!resourceFits || !actionFits) {
            throw new IllegalArgumentException(
                    "A pattern is resource:action, resource:* or *:action, not \"" + resource + ":" + action + "\"");
        }
        if (resource.equals(ANY) && action.equals(ANY)) {
            throw new IllegalArgumentException("Only the owner holds *:*; name the resources");
        }
    }

    /**
     * Reads a pattern.
     *
     * @param text for example {@code invoice:*}
     * @return the pattern
     * @throws IllegalArgumentException if the text is none
     */
    public static PermissionPattern of(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("A permission is resource:action, not \"" + text + "\"");
        }
        return new PermissionPattern(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * Whether it names more than one permission.
     *
     * @return true if one side is a star
     */
    public boolean isWildcard() {
        return resource.equals(ANY) || action.equals(ANY);
    }

    /**
     * Whether a permission is meant.
     *
     * @param permission the permission
     * @return true if it is
     */
    public boolean matches(Permission permission) {
        return (resource.equals(ANY) || resource.equals(permission.resource()))
                && (action.equals(ANY) || action.equals(permission.action()));
    }

    @Override
    public String toString() {
        return resource + ":" + action;
    }
}
