package io.tenancy.usage;

import io.tenancy.internal.Printable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The meters that an application declares. Immutable and thread-safe. */
public final class MeterCatalog {
    /** Nothing declared. */
    public static final MeterCatalog EMPTY = new MeterCatalog(Map.of());

    private final Map<String, Meter> meters;

    private MeterCatalog(Map<String, Meter> meters) {
        this.meters = meters;
    }

    /**
     * Makes a catalogue.
     *
     * @param meters the meters, in the order that people see
     * @return the catalogue
     * @throws IllegalArgumentException if a key stands twice
     */
    public static MeterCatalog of(Collection<Meter> meters) {
        Map<String, Meter> known = new LinkedHashMap<>();
        for (Meter meter : meters) {
            if (known.put(meter.key(), meter) != null) {
                throw new IllegalArgumentException("meter " + meter.key() + " is declared twice");
            }
        }
        return new MeterCatalog(Collections.unmodifiableMap(known));
    }

    /**
     * All meters.
     *
     * @return in their order
     */
    public Collection<Meter> all() {
        return meters.values();
    }

    /**
     * A declared meter. Asking for one that is not declared is a defect of the application.
     *
     * @param key its key
     * @return the meter
     * @throws IllegalArgumentException if the application declares no such meter
     */
    public Meter require(String key) {
        Meter meter = meters.get(key);
        if (meter == null) {
            throw new IllegalArgumentException("the application declares no meter " + Printable.word(key));
        }
        return meter;
    }
}
