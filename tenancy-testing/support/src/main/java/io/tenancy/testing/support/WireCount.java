package io.tenancy.testing.support;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link WireProxy#measure} saw. Immutable.
 *
 * @param roundTrips how many round trips there were, over all connections
 * @param flights what was sent, by round trip, in order of their beginnings; the first
 *     {@value WireProxy#REMEMBERED} messages only
 */
public record WireCount(long roundTrips, List<Flight> flights) {
    /**
     * Copies the flights.
     *
     * @param roundTrips how many round trips there were, over all connections
     * @param flights what was sent, by round trip
     */
    public WireCount {
        flights = List.copyOf(flights);
    }

    /**
     * The letters of all messages, with a bar before each flight.
     *
     * @return such as {@code |Q P B D E S |P B D E S}
     */
    public String trace() {
        return flights.stream().map(Flight::trace).collect(Collectors.joining(" "));
    }

    /**
     * The SQL texts of all flights, in order.
     *
     * @return the text of each Q and P
     */
    public List<String> sql() {
        return flights.stream().flatMap(flight -> flight.sql().stream()).toList();
    }
}
