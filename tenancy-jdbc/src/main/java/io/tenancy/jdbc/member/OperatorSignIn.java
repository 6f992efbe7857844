package io.tenancy.jdbc.member;

import io.tenancy.jdbc.internal.authorization.OperatorWork;
import io.tenancy.jdbc.internal.member.PasswordHashes;
import io.tenancy.jdbc.internal.member.SecondFactor;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.member.SignIn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether it is the operator: counted first, then password and code together, then the database says whether the code is new. */
final class OperatorSignIn {
    private final OperatorWork work;
    private final Clock clock;
    private final PasswordHashes hashes;
    private final SecondFactor factor;

    OperatorSignIn(OperatorWork work, Clock clock, PasswordHashes hashes, SecondFactor factor) {
        this.work = work;
        this.clock = clock;
        this.hashes = hashes;
        this.factor = factor;
    }

    SignIn signIn(String name, String password, String code) {
        String counted = "operator:" + (name.length() > 63 || name.indexOf('\0') >= 0 ? "" : name);
        OffsetDateTime now = OperatorRegistry.now(clock);
        Optional<OffsetDateTime> locked = work.read(
                "count an attempt",
                connection -> Jdbc.first(
                        connection,
                        "select u from tenancy.sign_in_count(?, ?) u where u is not null",
                        row -> row.getObject(1, OffsetDateTime.class),
                        counted,
                        now));
        if (locked.isPresent()) {
            return SignIn.locked(locked.get().toInstant());
        }
        Optional<Known> known = work.read("find an operator", connection -> find(connection, counted));
        String hash = known.map(Known::hash).orElse(null);
        if (!hashes.matches(password, hash) || known.isEmpty()) {
            return SignIn.not(SignIn.Outcome.REFUSED);
        }
        Known operator = known.get();
        SecondFactor.Proof proof =
                factor.check(operator.id(), operator.secret(), operator.lastStep(), code, now.toInstant());
        // Operators have no recovery codes: another operator makes them anew.
        return proof != null && proof.step() != null && confirm(operator, counted, proof, now)
                ? SignIn.as(operator.id())
                : SignIn.not(SignIn.Outcome.REFUSED);
    }

    // Never compared; the bytes are handed on and not kept.
    @SuppressWarnings("ArrayRecordComponent")
    private record Known(
            UUID id, String hash, byte[] secret, @Nullable Long lastStep) {}

    private static Optional<Known> find(Connection connection, String counted) throws SQLException {
        return Jdbc.first(
                connection,
                "select id, password_hash, factor_secret, factor_step from tenancy.operator"
                        + " where 'operator:' || name = ? and disabled_at is null",
                OperatorSignIn::read,
                counted);
    }

    private static Known read(ResultSet row) throws SQLException {
        return new Known(row.getObject(1, UUID.class), row.getString(2), row.getBytes(3), row.getObject(4, Long.class));
    }

    private boolean confirm(Known operator, String counted, SecondFactor.Proof proof, OffsetDateTime now) {
        Attribution by = new Attribution(counted, "signed in");
        return work.<Boolean>change("sign an operator in", by, Map.of(), connection -> {
            boolean taken = Jdbc.run(
                            connection,
                            "update tenancy.operator set signed_in_at = ?, factor_step = ?, factor_secret = coalesce(?, factor_secret)"
                                    + " where id = ? and disabled_at is null and password_hash = ? and coalesce(factor_step, -1) < ?",
                            now,
                            proof.step(),
                            proof.resealed(),
                            operator.id(),
                            operator.hash(),
                            proof.step())
                    > 0;
            if (taken) {
                Jdbc.run(
                        connection,
                        "delete from tenancy.sign_in_attempt where name_hash = sha256(convert_to(?, 'UTF8'))",
                        counted);
            }
            return taken;
        });
    }
}
