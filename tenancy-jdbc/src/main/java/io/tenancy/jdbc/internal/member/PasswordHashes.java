package io.tenancy.jdbc.internal.member;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.tenancy.member.Passwords;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id. Immutable apart from counting who hashes: as many at once as there are processors, since each takes its memory. Thread-safe.
 */
public final class PasswordHashes {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Argon2Function function;
    private final String nobodys;
    private final Semaphore turns;

    /**
     * Makes hashes of a strength.
     *
     * @param memoryKib the memory, in KiB
     * @param iterations the passes over it
     */
    public PasswordHashes(int memoryKib, int iterations) {
        this.function = Argon2Function.getInstance(memoryKib, iterations, 1, HASH_BYTES, Argon2.ID);
        this.turns = new Semaphore(Runtime.getRuntime().availableProcessors());
        this.nobodys = hash("the password that nobody has");
    }

    /**
     * The strength that OWASP's cheat sheet gives for Argon2id with one lane: 19 MiB, two passes.
     *
     * @return the hashes
     */
    public static PasswordHashes standard() {
        return Standard.HASHES;
    }

    private static final class Standard {
        static final PasswordHashes HASHES = new PasswordHashes(19 * 1024, 2);
    }

    /**
     * Hashes a new password.
     *
     * @param password as {@link Passwords#requireGood} gave it
     * @return the hash with its salt and parameters
     */
    public String hash(String password) {
        turns.acquireUninterruptibly();
        try {
            byte[] salt = new byte[SALT_BYTES];
            Tokens.fill(salt);
            return function.hash(password.getBytes(java.nio.charset.StandardCharsets.UTF_8), salt)
                    .getResult();
        } finally {
            turns.release();
        }
    }

    /**
     * Checks what was typed. Takes as long when there is nothing to check it against, or when it cannot be right.
     *
     * @param typed what was typed
     * @param hash what it should be; null if nobody has the name
     * @return true if it is the password
     */
    public boolean matches(String typed, @Nullable String hash) {
        boolean possible = hash != null && typed.length() <= 4 * Passwords.LONGEST;
        String against = hash == null ? nobodys : hash;
        String password = possible ? Passwords.normalise(typed) : "";
        turns.acquireUninterruptibly();
        try {
            boolean right = Argon2Function.getInstanceFromHash(against).check(password, against);
            return right && possible;
        } finally {
            turns.release();
        }
    }

    /**
     * Whether a hash is weaker than those that are made today.
     *
     * @param hash the hash
     * @return true if the password should be hashed anew
     */
    public boolean isWeak(String hash) {
        Argon2Function made = Argon2Function.getInstanceFromHash(hash);
        return made.getMemory() < function.getMemory()
                || made.getIterations() < function.getIterations()
                || made.getVariant() != function.getVariant();
    }
}
