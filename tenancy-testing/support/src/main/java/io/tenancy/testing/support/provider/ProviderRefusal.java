package io.tenancy.testing.support.provider;

/** Thrown inside a fake to refuse a request in the provider's own words. */
public final class ProviderRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String code;

    /**
     * Refuses.
     *
     * @param status the HTTP status
     * @param type the provider's kind of error
     * @param code the provider's code
     * @param message for people
     */
    public ProviderRefusal(int status, String type, String code, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
    }

    /**
     * The HTTP status.
     *
     * @return from 400 on
     */
    public int status() {
        return status;
    }

    /**
     * The kind of error.
     *
     * @return the provider's word
     */
    public String type() {
        return type;
    }

    /**
     * The code.
     *
     * @return the provider's word
     */
    public String code() {
        return code;
    }
}
