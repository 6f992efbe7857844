package io.tenancy.entitlement;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/**
 * What a tenant holds says something about a feature that cannot be, by what the application declares: the feature changed its type,
 * or lost an option, after the plan was published.
 */
public final class FeatureMismatchException extends TenancyException {
    private static final long serialVersionUID = 1L;

    FeatureMismatchException(Feature feature, String source, IllegalArgumentException cause) {
        super(
                ErrorCode.CONFIG_INVALID,
                "What " + source + " says about " + feature.key() + " is not of type " + feature.type()
                        + " as the application declares it",
                "Declare the feature as it was when that was published, or move the tenants that hold it first",
                Map.of("feature", feature.key(), "source", source),
                cause);
    }
}
