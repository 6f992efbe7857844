package io.tenancy.jdbc.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.authorization.OperatorWork;
import io.tenancy.jdbc.internal.member.PasswordHashes;
import io.tenancy.jdbc.internal.member.SecondFactor;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.secret.SecretKeyset;
import io.tenancy.member.Passwords;
import io.tenancy.member.SignIn;
import io.tenancy.member.Totp;
import io.tenancy.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Those who run the platform, over the admin connection; no function that the application may call reaches them. Password and second
 * factor are always asked for together, locked out as accounts are. Every change stands in the audit trail. Immutable and thread-safe.
 *
 * <pre>{@code
 * OperatorRegistry operators = OperatorRegistry.over(adminPool, keys, Clock.systemUTC());
 * EnrolledOperator anna = operators.create("anna", OperatorLevel.SUPPORT, password, by);   // show anna.enrolment() once
 * UUID who = operators.signIn("anna", password, code).require();
 * }</pre>
 */
public final class OperatorRegistry {
    private final OperatorWork work;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final SecondFactor factor;
    private final OperatorSignIn signIns;
    private final Impersonations impersonations;

    private OperatorRegistry(DataSource admin, @Nullable SecretKeyset keys, Clock clock) {
        this.work = new OperatorWork(admin, clock);
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
        this.factor = new SecondFactor("operator", keys);
        this.signIns = new OperatorSignIn(work, clock, PasswordHashes.standard(), factor);
        this.impersonations = new Impersonations(work, clock, ids);
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param keys seals second factors; null if nobody is created or signs in
     * @param clock stamps and expires
     * @return the registry
     */
    public static OperatorRegistry over(DataSource admin, @Nullable SecretKeyset keys, Clock clock) {
        return new OperatorRegistry(admin, keys, clock);
    }

    /**
     * Makes an operator. Its second factor is set up here: there is no time in which a password alone lets it in.
     *
     * @param name its login: 2 to 63 of a-z, 0-9, dot, hyphen and underscore, a letter first
     * @param level what it may do
     * @param password its password, see {@link Passwords}
     * @param by who and why
     * @return the operator, with what its authenticator needs
     * @throws TenancyException with {@link ErrorCode#OPERATOR_EXISTS} if there is one of this name, with
     *     {@link ErrorCode#PASSWORD_REFUSED} or {@link ErrorCode#KEYSET_MISSING}
     */
    public EnrolledOperator create(String name, OperatorLevel level, String password, Attribution by) {
        if (!name.matches("[a-z][a-z0-9._-]{1,62}")) {
            throw new TenancyException(
                    ErrorCode.USAGE,
                    "An operator's name is 2 to 63 of a-z, 0-9, dot, hyphen and underscore, a letter first",
                    "Choose one like anna or anna.berg");
        }
        Totp totp = Totp.generate();
        UUID id = ids.next();
        byte[] sealed = factor.seal(id, totp);
        String hash = PasswordHashes.standard().hash(Passwords.requireGood(password, name));
        Operator made = work.change("create an operator", by, Map.of("23505", e -> exists(name)), connection -> {
            Jdbc.run(
                    connection,
                    "insert into tenancy.operator (id, name, level, password_hash, factor_secret, created_at)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    id,
                    name,
                    level.name(),
                    hash,
                    sealed,
                    now());
            return OperatorRows.find(connection, "name = ?", name).orElseThrow();
        });
        return new EnrolledOperator(made, totp.enrolment("Tenancy operator", name));
    }

    private static TenancyException exists(String name) {
        return new TenancyException(
                ErrorCode.OPERATOR_EXISTS,
                "There is an operator of this name",
                "Choose another name; names of disabled operators stay taken",
                Map.of("operator", name),
                null);
    }

    /**
     * All operators.
     *
     * @return by name, disabled ones too
     */
    public List<Operator> list() {
        return work.read("list operators", connection -> OperatorRows.list(connection, "true"));
    }

    /**
     * One operator.
     *
     * @param name its login
     * @return the operator, disabled or not; or empty
     */
    public Optional<Operator> find(String name) {
        return work.read("find an operator", connection -> OperatorRows.find(connection, "name = ?", name));
    }

    /**
     * Lets an operator in no more, and ends what it impersonates.
     *
     * @param name its login
     * @param by who and why
     * @return the operator as it is now
     * @throws TenancyException with {@link ErrorCode#OPERATOR_NOT_FOUND} if there is none
     */
    public Operator disable(String name, Attribution by) {
        return work.change("disable an operator", by, Map.of(), connection -> {
            Jdbc.run(
                    connection,
                    "update tenancy.operator set disabled_at = ? where name = ? and disabled_at is null",
                    now(),
                    name);
            return OperatorRows.find(connection, "name = ?", name)
                    .orElseThrow(() -> new TenancyException(
                            ErrorCode.OPERATOR_NOT_FOUND,
                            "There is no operator of this name",
                            "tenancyctl operator list shows them",
                            Map.of("operator", name),
                            null));
        });
    }

    /**
     * Looks whether it is the operator. Makes no session.
     *
     * @param name its login
     * @param password its password
     * @param code what its authenticator shows
     * @return what became of it; the account id is the operator's
     */
    public SignIn signIn(String name, String password, String code) {
        return signIns.signIn(name, password, code);
    }

    /**
     * Begins to work as a member of a tenant.
     *
     * @param operator who
     * @param tenant where
     * @param member as whom: an active member; for {@link OperatorLevel#SUPPORT} one that manages no roles
     * @param life for how long, up to 4 hours
     * @param reason why, for the audit trail
     * @return the impersonation
     * @throws TenancyException with {@link ErrorCode#IMPERSONATION_REFUSED} if the operator may not
     */
    public Impersonation impersonate(Operator operator, TenantId tenant, UUID member, Duration life, String reason) {
        return impersonations.start(operator, tenant, member, life, reason);
    }

    /**
     * Finds an impersonation as it is now.
     *
     * @param id its id
     * @return the impersonation, over or not; or empty
     */
    public Optional<Impersonation> findImpersonation(UUID id) {
        return impersonations.find(id);
    }

    /**
     * Impersonations of all tenants.
     *
     * @param over those that are over, too
     * @return the latest first, at most a hundred
     */
    public List<Impersonation> impersonations(boolean over) {
        return impersonations.list(over);
    }

    /**
     * Ends an impersonation before its time.
     *
     * @param id its id
     * @param by who and why
     * @return false if it was over
     */
    public boolean endImpersonation(UUID id, Attribution by) {
        return impersonations.end(id, by);
    }

    private OffsetDateTime now() {
        return now(clock);
    }

    /** As PostgreSQL keeps it. */
    static OffsetDateTime now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
