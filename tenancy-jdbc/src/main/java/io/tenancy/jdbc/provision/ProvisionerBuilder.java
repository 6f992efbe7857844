package io.tenancy.jdbc.provision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.tenant.ReservedKeys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;

/** Collects the steps of a {@link Provisioner}. Not thread-safe. */
public final class ProvisionerBuilder {
    final DataSource admin;
    final Clock clock;
    final List<ProvisioningStep> steps;
    ReservedKeys reserved = ReservedKeys.defaults();

    ProvisionerBuilder(DataSource admin, Clock clock) {
        this.admin = Objects.requireNonNull(admin, "admin");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.steps = new ArrayList<>(FirstSteps.all(clock));
    }

    /**
     * Adds a step behind those there are: first come settings, owner and plan.
     *
     * @param step the step
     * @return this
     */
    @CanIgnoreReturnValue
    public ProvisionerBuilder step(ProvisioningStep step) {
        this.steps.add(Objects.requireNonNull(step, "step"));
        return this;
    }

    /**
     * Keys that no tenant may have.
     *
     * @param words the reserved words
     * @return this
     */
    @CanIgnoreReturnValue
    public ProvisionerBuilder reserved(ReservedKeys words) {
        this.reserved = Objects.requireNonNull(words, "words");
        return this;
    }

    /**
     * Makes the provisioner.
     *
     * @return the provisioner
     * @throws IllegalStateException if two steps have the same name, or a name is malformed
     */
    public Provisioner build() {
        Set<String> names = new HashSet<>();
        for (ProvisioningStep step : steps) {
            if (!step.name().matches("[a-z][a-z0-9_.-]{0,62}") || !names.add(step.name())) {
                throw new IllegalStateException("Step names are unique, and 1 to 63 of a-z, 0-9, dot, hyphen and"
                        + " underscore, beginning with a letter; not '" + step.name() + "'");
            }
        }
        return new Provisioner(this);
    }
}
