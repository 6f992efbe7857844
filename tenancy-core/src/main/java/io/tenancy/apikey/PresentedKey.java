package io.tenancy.apikey;

/** A key of the right form, as somebody presents it: whether it was ever given out is another question. Immutable. */
public final class PresentedKey {
    private final String text;
    private final KeyEnvironment environment;
    private final String id;

    PresentedKey(String text, KeyEnvironment environment, String id) {
        this.text = text;
        this.environment = environment;
        this.id = id;
    }

    /**
     * The whole key. A secret: to be shown once to whoever asked for it, and never to be written to a log.
     *
     * @return the text
     */
    public String secretText() {
        return text;
    }

    /**
     * What it is for.
     *
     * @return live or test
     */
    public KeyEnvironment environment() {
        return environment;
    }

    /**
     * By what it is looked up.
     *
     * @return 12 digits, no secret
     */
    public String id() {
        return id;
    }

    @Override
    public String toString() {
        return "PresentedKey[" + id + "]";
    }
}
