package io.tenancy.billing;

import java.net.URI;
import java.util.Objects;

/**
 * An address that lets in whoever has it, once: to be sent to the one browser it is for, and nowhere else. Its text is not shown by
 * {@link #toString()}. Immutable.
 */
public final class SecretUrl {
    private final URI uri;

    private SecretUrl(URI uri) {
        this.uri = uri;
    }

    /**
     * Wraps an address.
     *
     * @param uri the address
     * @return the same, guarded
     */
    public static SecretUrl of(String uri) {
        return new SecretUrl(URI.create(Objects.requireNonNull(uri, "uri")));
    }

    /**
     * The address, for a redirect.
     *
     * @return the address
     */
    public URI reveal() {
        return uri;
    }

    /** Scheme and host only. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + "/(secret)";
    }
}
