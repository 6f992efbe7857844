package io.tenancy.config;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code application}.
 *
 * @param name what people call the product, or null
 * @param keyPrefix what the product's API keys begin with, or null
 * @param baseDomain the normalised domain whose subdomains are tenants, or null
 */
public record ApplicationSettings(
        @Nullable String name,
        @Nullable String keyPrefix,
        @Nullable String baseDomain) {}
