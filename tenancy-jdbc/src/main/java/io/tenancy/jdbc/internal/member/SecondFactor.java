package io.tenancy.jdbc.internal.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.secret.SecretKeyset;
import io.tenancy.member.Totp;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Seals, opens and checks the secrets of authenticators. Immutable and thread-safe. */
public final class SecondFactor {
    private static final int LONGEST_CODE = 100;

    private final String kind;
    private final @Nullable SecretKeyset keys;

    /**
     * Works with keys.
     *
     * @param kind whose secrets they are, such as {@code account}: one that is moved elsewhere does not open
     * @param keys seals the secrets; null if there are none
     */
    public SecondFactor(String kind, @Nullable SecretKeyset keys) {
        this.kind = kind;
        this.keys = keys;
    }

    /**
     * What a code proved.
     *
     * @param step the step of a code of the authenticator
     * @param recovery the hash of what may be a recovery code
     * @param resealed the secret, sealed anew, if its key is out of date
     */
    // Never compared; the bytes are handed on and not kept.
    @SuppressWarnings("ArrayRecordComponent")
    public record Proof(@Nullable Long step, byte @Nullable [] recovery, byte @Nullable [] resealed) {
        static final Proof PASSWORD_ONLY = new Proof(null, null, null);
    }

    /**
     * Checks a code.
     *
     * @param holder whose
     * @param sealed the secret as stored
     * @param lastStep the step of the last code that was accepted, or null
     * @param code what was typed
     * @param now the time
     * @return what it proves, or null if it is wrong; whether a recovery code is one is for the database to say
     */
    public @Nullable Proof check(UUID holder, byte[] sealed, @Nullable Long lastStep, String code, Instant now) {
        if (code.length() > LONGEST_CODE) {
            return null;
        }
        Totp totp = open(holder, sealed);
        if (!code.replace(" ", "").matches("[0-9]{6}")) {
            return new Proof(null, RecoveryCodes.hash(holder, code), null);
        }
        OptionalLong step = totp.match(code, now, lastStep == null ? -1 : lastStep);
        return step.isEmpty()
                ? null
                : new Proof(step.getAsLong(), null, keys().isCurrent(sealed) ? null : seal(holder, totp));
    }

    /**
     * Opens a secret.
     *
     * @param holder whose
     * @param sealed the secret as stored
     * @return the factor
     */
    public Totp open(UUID holder, byte[] sealed) {
        return Totp.of(keys().open(sealed, place(holder)));
    }

    /**
     * Seals a secret.
     *
     * @param holder whose
     * @param totp the factor
     * @return what to store
     */
    public byte[] seal(UUID holder, Totp totp) {
        return keys().seal(totp.secret(), place(holder));
    }

    private String place(UUID holder) {
        return kind + " " + holder + " totp";
    }

    private SecretKeyset keys() {
        if (keys == null) {
            throw new TenancyException(
                    ErrorCode.KEYSET_MISSING,
                    "There are no keys to seal a second factor with",
                    "Set " + SecretKeyset.VARIABLE + " to what this prints: tenancyctl keyset create");
        }
        return keys;
    }
}
