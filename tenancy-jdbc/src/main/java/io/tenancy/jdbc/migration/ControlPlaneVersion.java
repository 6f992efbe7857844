package io.tenancy.jdbc.migration;

import java.util.Comparator;

/**
 * The version of the control plane in a database. Minor versions only add, so a program runs against the version it brings and
 * against the next minor one: nodes of two releases may serve side by side while a deployment rolls.
 *
 * @param major changes that old programs cannot live with
 * @param minor additions
 */
public record ControlPlaneVersion(int major, int minor) implements Comparable<ControlPlaneVersion> {
    /** What this program brings. */
    public static final ControlPlaneVersion CURRENT = new ControlPlaneVersion(1, 2);

    /**
     * Reads {@code major.minor}.
     *
     * @param text as the database tells it
     * @return the version
     * @throws IllegalArgumentException if the text is something else
     */
    public static ControlPlaneVersion parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("Not a control plane version: " + text);
        }
        return new ControlPlaneVersion(
                Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    /**
     * Whether a program that brings this version may run against a database that holds another.
     *
     * @param database the version in the database
     * @return true for the same version and the next minor one
     */
    public boolean accepts(ControlPlaneVersion database) {
        return database.major == major && database.minor >= minor && database.minor <= minor + 1;
    }

    @Override
    public int compareTo(ControlPlaneVersion other) {
        return Comparator.comparingInt(ControlPlaneVersion::major)
                .thenComparingInt(ControlPlaneVersion::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
