package io.tenancy.cli.demo;

import java.util.Locale;

/** What became of an attack. */
enum Verdict {
    /** Nothing of the other tenant was seen or changed. */
    HELD,
    /** Something was. */
    LEAKED,
    /** It failed in a way that proves nothing; counts as not held. */
    UNDECIDED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
