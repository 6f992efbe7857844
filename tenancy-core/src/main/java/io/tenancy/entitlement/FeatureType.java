package io.tenancy.entitlement;

import java.util.Locale;

/** What kind of thing a plan says about a feature. */
public enum FeatureType {
    /** Had or not had. Without a plan that says so: not had. */
    BOOLEAN,
    /** So many of it. Without a plan that says so: none. */
    INTEGER,
    /** So many bytes of it. Without a plan that says so: none. */
    SIZE,
    /** One of a list that the feature names, the least first. Without a plan that says so: none of them. */
    CHOICE;

    /** As configuration files write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
