package io.tenancy.jdbc.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * The keys that secrets are sealed with before they are stored: a Tink keyset for AES-256-GCM. One key seals, the others still open what
 * they sealed, which is how keys are rotated. Comes from outside the database, so that a copy of the database opens nothing. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * SecretKeyset keys = SecretKeyset.parse(System.getenv("TENANCY_KEYSET"));
 * byte[] sealed = keys.seal(secret, "account " + id);      // opens only in the same place
 * }</pre>
 *
 * <p>To rotate: {@link #rotate}, give the result to every node, and when what was sealed has been sealed anew, leave the old key away.
 */
public final class SecretKeyset {
    /** The environment variable that holds the keyset. */
    public static final String VARIABLE = "TENANCY_KEYSET";

    /** One byte says that a key id follows; see Tink's wire format. */
    private static final int KEY_ID_AT = 1;

    private final KeysetHandle handle;
    private final Aead aead;

    private SecretKeyset(KeysetHandle handle) throws GeneralSecurityException {
        this.handle = handle;
        this.aead = handle.getPrimitive(AeadConfig2026.get(), Aead.class);
    }

    /**
     * New keys.
     *
     * @return a keyset of one random key
     */
    public static SecretKeyset generate() {
        try {
            return new SecretKeyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM", e);
        }
    }

    /**
     * Reads keys.
     *
     * @param json as {@link #toJson} wrote them
     * @return the keyset
     * @throws TenancyException with {@link ErrorCode#KEYSET_MISSING} if it is none; the message does not repeat it
     */
    public static SecretKeyset parse(String json) {
        try {
            return new SecretKeyset(
                    TinkJsonProtoKeysetFormat.parseKeyset(json, AeadConfig2026.get(), InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Without the cause, which may quote what it read.
            throw new TenancyException(
                    ErrorCode.KEYSET_MISSING,
                    VARIABLE + " is no keyset for AES-GCM in Tink's JSON form",
                    "Make one with: tenancyctl keyset create");
        }
    }

    /**
     * Keys for the time to come: a new key seals, the present ones still open.
     *
     * @return a new keyset
     */
    public SecretKeyset rotate() {
        try {
            return new SecretKeyset(KeysetHandle.newBuilder(handle)
                    .setConfiguration(AeadConfig2026.get())
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keyset takes no further key", e);
        }
    }

    /**
     * Writes the keys themselves, in the clear.
     *
     * @return Tink's JSON form, on one line
     */
    public String toJson() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                            handle, AeadConfig2026.get(), InsecureSecretKeyAccess.get())
                    .replaceAll("\\s*\\R\\s*", "");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keyset cannot be written", e);
        }
    }

    /**
     * How many keys there are.
     *
     * @return at least 1
     */
    public int size() {
        return handle.size();
    }

    /**
     * Seals a secret.
     *
     * @param secret the secret
     * @param place where it is stored; elsewhere it does not open
     * @return what to store
     */
    public byte[] seal(byte[] secret, String place) {
        try {
            return aead.encrypt(secret, place.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The secret cannot be sealed", e);
        }
    }

    /**
     * Opens what was sealed.
     *
     * @param sealed what was stored
     * @param place where it was stored
     * @return the secret
     * @throws TenancyException with {@link ErrorCode#KEYSET_MISSING} if none of the keys sealed it, or not for this place
     */
    public byte[] open(byte[] sealed, String place) {
        try {
            return aead.decrypt(sealed, place.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new TenancyException(
                    ErrorCode.KEYSET_MISSING,
                    "A stored secret opens with none of the keys",
                    "Put the key it was sealed with back into " + VARIABLE + ", or set the secret anew");
        }
    }

    /**
     * Whether the key that seals today sealed it.
     *
     * @param sealed what was stored
     * @return false if it should be sealed anew
     */
    public boolean isCurrent(byte[] sealed) {
        return sealed.length > KEY_ID_AT + Integer.BYTES
                && ByteBuffer.wrap(sealed).getInt(KEY_ID_AT)
                        == handle.getPrimary().getId();
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "keyset of " + handle.size();
    }
}
