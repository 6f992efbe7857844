package io.tenancy.resolve;

import io.tenancy.tenant.ReservedKeys;
import io.tenancy.tenant.TenantKey;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The path segment after a prefix. */
final class PathPlace implements Function<TenantRequest, Optional<TenantKey>> {
    private final String prefix;
    private final ReservedKeys reserved;

    PathPlace(String prefix, ReservedKeys reserved) {
        if (!prefix.startsWith("/")) {
            throw new IllegalArgumentException("a path prefix starts with a slash: " + prefix);
        }
        this.prefix = prefix.endsWith("/") ? prefix : prefix + "/";
        this.reserved = Objects.requireNonNull(reserved, "reserved");
    }

    @Override
    public Optional<TenantKey> apply(TenantRequest request) {
        String path = request.path();
        if (path == null) {
            return Optional.empty();
        }
        requirePlain(path);
        if (!path.startsWith(prefix)) {
            return Optional.empty();
        }
        String rest = path.substring(prefix.length());
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        int slash = rest.indexOf('/');
        TenantKey key = TenantKey.of(slash < 0 ? rest : rest.substring(0, slash));
        return reserved.isReserved(key) ? Optional.empty() : Optional.of(key);
    }

    /** What another program would clean up could name one tenant here and another one there. */
    private static void requirePlain(String path) {
        for (String segment : path.split("/", -1)) {
            String decoded = segment.toLowerCase(Locale.ROOT)
                    .replace("%2e", ".")
                    .replace("%5c", "\\")
                    .replace("%2f", "\\");
            if (decoded.equals(".") || decoded.equals("..") || decoded.indexOf('\\') >= 0) {
                throw new TenantKey.InvalidTenantKeyException(segment);
            }
        }
    }
}
