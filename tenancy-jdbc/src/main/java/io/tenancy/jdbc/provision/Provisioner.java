package io.tenancy.jdbc.provision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.tenant.ReservedKeys;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets tenants up, step by step, and goes on where it was interrupted. The registry entry and the steps that only touch the database
 * stand or fall together; every further step is remembered in the transaction in which it is done.
 *
 * <pre>{@code
 * Provisioner provisioner = Provisioner.builder(admin).step(rooms).build();
 * Provisioning done = provisioner.provision(request, new Attribution("signup", "ann@bergen.example signed up"));
 * }</pre>
 *
 * <p>Immutable and thread-safe. Killed at any point, {@link #resume} or ordering again with the same idempotency key goes on.
 */
public final class Provisioner {
    private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);
    private static final Set<TenantStatus> UNFINISHED =
            Set.of(TenantStatus.PENDING, TenantStatus.PROVISIONING, TenantStatus.FAILED);

    /** How long a key is held for somebody who is to pay first. */
    private static final Duration HOLD = Duration.ofHours(24);

    private final RegistryWork work;
    private final TimeOrderedIds ids;
    private final ReservedKeys reserved;
    private final List<ProvisioningStep> steps;

    Provisioner(ProvisionerBuilder builder) {
        this.work = new RegistryWork(builder.admin, builder.clock);
        this.ids = new TimeOrderedIds(builder.clock);
        this.reserved = builder.reserved;
        this.steps = List.copyOf(builder.steps);
    }

    /**
     * Starts a provisioner.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock stamps what happens
     * @return a builder
     */
    public static ProvisionerBuilder builder(DataSource admin, Clock clock) {
        return new ProvisionerBuilder(admin, clock);
    }

    /**
     * Sets a tenant up. Ordering again with the same idempotency key gives the same provisioning, resumed if need be.
     *
     * @param request what is ordered
     * @param by who and why
     * @return the provisioning, done
     * @throws TenantKeyTakenException if the key belongs, or recently belonged, to another tenant
     * @throws io.tenancy.tenant.ReservedTenantKeyException if the key is a reserved word
     * @throws PlanNotFoundException if the plan is not published; nothing was done then
     * @throws IdempotencyKeyReusedException if the idempotency key belongs to another order
     * @throws ProvisioningFailedException if a later step fails; it can be resumed
     */
    @CanIgnoreReturnValue
    public Provisioning provision(ProvisioningRequest request, Attribution by) {
        Provisioning begun = begin(request, by, true);
        return begun.state() == Provisioning.State.DONE ? begun : carryOn(begun.id(), by);
    }

    /**
     * Holds a key while somebody is to pay first: the tenant is PENDING, and nothing is set up before {@link #resume}.
     *
     * @param request what is ordered
     * @param by who and why
     * @return the provisioning, waiting
     * @throws TenantKeyTakenException if the key belongs, or recently belonged, to another tenant
     */
    public Provisioning reserve(ProvisioningRequest request, Attribution by) {
        return begin(request, by, false);
    }

    /**
     * Goes on with what was reserved, interrupted or has failed; does nothing to what is done.
     *
     * @param tenant the tenant
     * @param by who and why
     * @return the provisioning, done
     * @throws ProvisioningFailedException if a step fails
     * @throws TenancyException with {@link ErrorCode#PROVISIONING_STEP_UNKNOWN} if a step is open that this provisioner does not have,
     *     with {@link ErrorCode#PROVISIONING_NOT_FOUND} if the tenant was not set up by a provisioner, with
     *     {@link ErrorCode#BUSY} if somebody else carries it on now
     */
    @CanIgnoreReturnValue
    public Provisioning resume(TenantId tenant, Attribution by) {
        Provisioning found = require(tenant);
        return found.state() == Provisioning.State.DONE ? found : carryOn(found.id(), by);
    }

    /**
     * Gives up what was reserved, interrupted or has failed: undoes the steps in reverse order and cancels the tenant, whose rows may be
     * deleted at once. What {@link Provisioning#standing()} tells then is left outside the database.
     *
     * @param tenant the tenant
     * @param by who and why
     * @return the provisioning, undone
     * @throws TransitionRefusedException if the tenant is set up already
     */
    @CanIgnoreReturnValue
    public Provisioning undo(TenantId tenant, Attribution by) {
        Provisioning found = require(tenant);
        if (!UNFINISHED.contains(found.tenant().status())) {
            throw new TransitionRefusedException(found.tenant(), TenantStatus.CANCELLED);
        }
        List<ProvisioningStep> reversed = new ArrayList<>(steps);
        Collections.reverse(reversed);
        reversed.stream()
                .filter(step -> found.standing().contains(step.name()))
                .forEach(step -> undo(found.id(), step, by));
        return change("give a provisioning up", by, connection -> {
            Provisioning order = ProvisioningRows.lock(connection, found.id());
            Tenant now = ProvisioningRows.tenant(connection, order);
            if (now.status() == TenantStatus.PROVISIONING) {
                now = RegistryWork.move(connection, now, TenantStatus.FAILED);
            }
            Tenant unused = RegistryWork.move(connection, now, TenantStatus.CANCELLED);
            ProvisioningRows.ended(connection, order.id(), Provisioning.State.UNDONE, order.error(), now());
            return ProvisioningRows.read(connection, order.id());
        });
    }

    /**
     * Gives free the keys that were reserved 24 hours ago or earlier and never paid for: those tenants are cancelled and deleted.
     *
     * @param by who and why
     * @return the tenants that are gone
     */
    public List<Tenant> releaseUnpaid(Attribution by) {
        List<TenantId> unpaid = work.read(
                "list unpaid tenants",
                connection -> Jdbc.list(
                        connection,
                        "select id from tenancy.tenant where status = 'PENDING' and created_at <= ? order by created_at limit 1000",
                        row -> TenantId.of(row.getObject(1, UUID.class)),
                        work.now().minus(HOLD)));
        List<Tenant> released = new ArrayList<>();
        for (TenantId id : unpaid) {
            change("release an unpaid key", by, connection -> {
                        Tenant tenant = RegistryWork.lock(connection, id);
                        if (tenant.status() != TenantStatus.PENDING) {
                            return Optional.<Tenant>empty(); // paid in this moment
                        }
                        for (TenantStatus next :
                                List.of(TenantStatus.CANCELLED, TenantStatus.DELETING, TenantStatus.DELETED)) {
                            tenant = RegistryWork.move(connection, tenant, next);
                        }
                        Optional<Provisioning> order = ProvisioningRows.byTenant(connection, id);
                        if (order.isPresent()) {
                            ProvisioningRows.ended(
                                    connection, order.get().id(), Provisioning.State.UNDONE, "not paid", now());
                        }
                        return Optional.of(tenant);
                    })
                    .ifPresent(released::add);
        }
        return released;
    }

    /**
     * How far a tenant's provisioning has got.
     *
     * @param tenant the tenant
     * @return empty if it was not set up by a provisioner
     */
    public Optional<Provisioning> find(TenantId tenant) {
        return work.read("find a provisioning", connection -> ProvisioningRows.byTenant(connection, tenant));
    }

    private Provisioning require(TenantId tenant) {
        return find(tenant)
                .orElseThrow(() -> new TenancyException(
                        ErrorCode.PROVISIONING_NOT_FOUND,
                        "Nothing is known of how tenant " + tenant + " was set up",
                        "Look at it with: tenancyctl tenant show",
                        Map.of("id", tenant.toString()),
                        null));
    }

    // ---------------------------------------------------------------- the way through the steps

    private Provisioning begin(ProvisioningRequest request, Attribution by, boolean goOn) {
        String key = reserved.requireFree(request.key()).value();
        String name = TenantRegistry.checkName(request.name());
        Map<String, Function<SQLException, TenancyException>> refusals =
                new HashMap<>(TenantRegistry.keyRefusals(request.key()));
        refusals.putAll(TenantBelongings.NOT_JSON);
        return work.change("provision a tenant", by, refusals, connection -> {
            UUID id = ids.next();
            UUID tenant = ids.next();
            ProvisioningRows.insert(connection, id, tenant, request, now());
            String orderKey = request.idempotencyKey();
            if (orderKey != null) {
                Provisioning known =
                        ProvisioningRows.byIdempotencyKey(connection, orderKey).orElse(null);
                if (known != null) {
                    if (!ProvisioningRows.isSame(connection, request)) {
                        throw new IdempotencyKeyReusedException(orderKey);
                    }
                    return known;
                }
            }
            Jdbc.run(
                    connection,
                    "insert into tenancy.tenant (id, key, name, status) values (?, ?, ?, 'PENDING')",
                    tenant,
                    key,
                    name);
            ProvisioningRows.insertSteps(connection, id, steps);
            if (goOn) {
                start(connection, ProvisioningRows.read(connection, id));
                Provisioning order = ProvisioningRows.read(connection, id);
                for (ProvisioningStep step : steps) {
                    if (!step.isTransactional()) {
                        return order;
                    }
                    ProvisioningRows.tried(connection, id, step.name());
                    StepRunner.inside(StepRunner.context(connection, order, request, step, by, now()), step);
                    ProvisioningRows.step(connection, id, step.name(), "DONE", now());
                }
                finish(connection, order);
            }
            return ProvisioningRows.read(connection, id);
        });
    }

    private Provisioning carryOn(UUID id, Attribution by) {
        boolean unused = change("start a provisioning", by, connection -> {
            Provisioning order = ProvisioningRows.lock(connection, id);
            start(connection, order);
            return true;
        });
        for (ProvisioningStep step : steps) {
            boolean open = change("try step " + step.name(), by, connection -> {
                Provisioning order = ProvisioningRows.lock(connection, id);
                boolean wanted = isOpen(order, step);
                if (wanted) {
                    ProvisioningRows.tried(connection, id, step.name());
                }
                return wanted;
            });
            if (open) {
                attempt(id, step, by);
            }
        }
        return change("finish a provisioning", by, connection -> {
            Provisioning order = ProvisioningRows.lock(connection, id);
            if (order.state() != Provisioning.State.DONE) {
                finish(connection, order);
            }
            return ProvisioningRows.read(connection, id);
        });
    }

    private static boolean isOpen(Provisioning order, ProvisioningStep step) {
        // A step that this program knows and the order does not came with a later release: it is not owed.
        return order.steps().stream()
                .anyMatch(one -> one.name().equals(step.name()) && !one.state().equals("DONE"));
    }

    private static void start(Connection connection, Provisioning order) throws SQLException {
        Tenant tenant = ProvisioningRows.tenant(connection, order);
        if (tenant.status() == TenantStatus.PENDING || tenant.status() == TenantStatus.FAILED) {
            Tenant unused = RegistryWork.move(connection, tenant, TenantStatus.PROVISIONING);
        } else if (tenant.status() != TenantStatus.PROVISIONING && order.state() != Provisioning.State.DONE) {
            throw new TransitionRefusedException(tenant, TenantStatus.PROVISIONING);
        }
        if (order.state() != Provisioning.State.DONE) {
            ProvisioningRows.begun(connection, order.id());
        }
    }

    private void attempt(UUID id, ProvisioningStep step, Attribution by) {
        try {
            boolean unused = change("do step " + step.name(), by, connection -> {
                Provisioning order = ProvisioningRows.lock(connection, id);
                if (isOpen(order, step)) {
                    StepRunner.run(context(connection, order, step, by), step);
                    ProvisioningRows.step(connection, id, step.name(), "DONE", now());
                }
                return true;
            });
        } catch (StepRunner.StepFailure e) {
            throw failed(id, step, by, e.why());
        }
    }

    private void finish(Connection connection, Provisioning order) throws SQLException {
        List<String> open = ProvisioningRows.read(connection, order.id()).steps().stream()
                .filter(step -> !step.state().equals("DONE"))
                .map(Provisioning.Step::name)
                .toList();
        if (!open.isEmpty()) {
            throw new TenancyException(
                    ErrorCode.PROVISIONING_STEP_UNKNOWN,
                    "Only the application knows how to do " + String.join(", ", open),
                    "Let the application resume it",
                    Map.of("tenant", order.tenant().key().value()),
                    null);
        }
        Tenant unused = RegistryWork.move(connection, ProvisioningRows.tenant(connection, order), TenantStatus.ACTIVE);
        ProvisioningRows.ended(connection, order.id(), Provisioning.State.DONE, null, now());
    }

    private RuntimeException failed(UUID id, ProvisioningStep step, Attribution by, Throwable cause) {
        String why = StepRunner.why(cause);
        try {
            Tenant tenant = change("record a failed step", by, connection -> {
                Provisioning order = ProvisioningRows.lock(connection, id);
                ProvisioningRows.step(connection, id, step.name(), "FAILED", now());
                ProvisioningRows.ended(connection, id, Provisioning.State.FAILED, step.name() + ": " + why, now());
                return RegistryWork.move(connection, ProvisioningRows.tenant(connection, order), TenantStatus.FAILED);
            });
            return new ProvisioningFailedException(tenant, step.name(), why, cause);
        } catch (TenancyException e) {
            e.addSuppressed(cause); // the database went away: the provisioning stays RUNNING and can be resumed
            return e;
        }
    }

    private void undo(UUID id, ProvisioningStep step, Attribution by) {
        try {
            boolean unused = change("undo step " + step.name(), by, connection -> {
                Provisioning order = ProvisioningRows.lock(connection, id);
                boolean gone = StepRunner.undo(context(connection, order, step, by), step);
                if (gone) {
                    ProvisioningRows.step(connection, id, step.name(), "UNDONE", now());
                }
                return gone;
            });
        } catch (StepRunner.StepFailure e) {
            LOG.warn("Step {} could not be undone; what it did is left", step.name(), e.why());
        }
    }

    private ProvisioningContext context(
            Connection connection, Provisioning order, ProvisioningStep step, Attribution by) throws SQLException {
        ProvisioningRequest request = ProvisioningRows.request(connection, order.id());
        return StepRunner.context(connection, order, request, step, by, now());
    }

    private <T> T change(String doing, Attribution by, Jdbc.Work<T> what) {
        Map<String, Function<SQLException, TenancyException>> refusals = Map.of(
                "55P03",
                e -> new TenancyException(
                        ErrorCode.BUSY, "Somebody else sets this tenant up now", "Wait, then look at it again"));
        return work.change(doing, by, refusals, what);
    }

    private Instant now() {
        return work.now().toInstant();
    }
}
