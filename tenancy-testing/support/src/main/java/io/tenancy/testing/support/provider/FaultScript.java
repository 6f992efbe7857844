package io.tenancy.testing.support.provider;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The faults that were ordered. Thread-safe. */
final class FaultScript {
    private final List<Fault> once = new ArrayList<>();
    private double share;
    private @Nullable Random die;
    private @Nullable Fault again;

    synchronized void add(Fault fault) {
        once.add(fault);
    }

    synchronized void share(double part, Random seeded, Fault fault) {
        share = part;
        die = seeded;
        again = fault;
    }

    synchronized Optional<Fault> take(ProviderRequest request) {
        for (Iterator<Fault> faults = once.iterator(); faults.hasNext(); ) {
            Fault fault = faults.next();
            if (fault.hits(request)) {
                faults.remove();
                return Optional.of(fault);
            }
        }
        return again != null && die != null && again.hits(request) && die.nextDouble() < share
                ? Optional.of(again)
                : Optional.empty();
    }
}
