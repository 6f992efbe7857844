package io.tenancy.apikey;

import java.util.Objects;

/** A key that was just made, with the only sight of its secret there will ever be. Immutable. */
public final class NewApiKey {
    private final ApiKey key;
    private final PresentedKey secret;

    /**
     * Puts them together.
     *
     * @param key the key as it is kept
     * @param secret the key as its holder presents it
     */
    public NewApiKey(ApiKey key, PresentedKey secret) {
        this.key = Objects.requireNonNull(key, "key");
        this.secret = Objects.requireNonNull(secret, "secret");
    }

    /**
     * The key as it is kept.
     *
     * @return everything but the secret
     */
    public ApiKey key() {
        return key;
    }

    /**
     * The whole key. Show it once to whoever asked for it; nobody can show it again.
     *
     * @return the text
     */
    public String secretText() {
        return secret.secretText();
    }

    @Override
    public String toString() {
        return "NewApiKey[" + key.start() + "]";
    }
}
